package jobs

import (
	"fmt"
	"time"
)

// unended lists the states that a job has until it ends.
const unended = `'available', 'pending', 'retryable', 'running', 'scheduled'`

const sqlPrioritize = `UPDATE river_job SET priority = ?
	WHERE id IN (SELECT job_id FROM job_subjects WHERE subject IN (?)) AND state IN (` + unended + `)`

const (
	sqlForget        = `DELETE FROM job_subjects WHERE job_id = ?`
	sqlForgetSubject = `DELETE FROM job_subjects WHERE subject IN (?) AND job_id NOT IN (?)`
	sqlForgetEnded   = `DELETE FROM job_subjects WHERE job_id NOT IN
	(SELECT id FROM river_job WHERE state IN (` + unended + `))`
	sqlForgetIfEnded = sqlForget + ` AND job_id NOT IN
	(SELECT id FROM river_job WHERE id = ? AND state IN (` + unended + `))`
)

// dialect holds the words in which the two databases differ. All times are the
// database's own, so that the clocks of workers do not matter.
type dialect struct{ postgres bool }

// now is the current time, or with after, that much later (or, negative,
// earlier).
func (d dialect) now(after time.Duration) string {
	if d.postgres {
		return fmt.Sprintf("now() + interval '%.3f seconds'", after.Seconds())
	}
	return fmt.Sprintf("datetime('now', 'subsec', '%+.3f seconds')", after.Seconds())
}

// millis is a time as Unix milliseconds.
func (d dialect) millis(column string) string {
	if d.postgres {
		return "CAST(extract(epoch FROM " + column + ") * 1000 AS BIGINT)"
	}
	return "CAST(unixepoch(" + column + ", 'subsec') * 1000 AS INTEGER)"
}

// lastError is the newest entry of a job's errors as JSON, ” without any.
func (d dialect) lastError() string {
	if d.postgres {
		return "coalesce(CAST(errors[array_upper(errors, 1)] AS text), '')"
	}
	return "coalesce(errors ->> '$[#-1]', '')"
}

// placed is the scheduled_at of a job's place.
func (d dialect) placed() string {
	seconds := fmt.Sprintf("(SELECT max(place) FROM job_subjects s WHERE s.job_id = river_job.id) / 1000.0 + %d", epoch)
	if d.postgres {
		return "to_timestamp(" + seconds + ")"
	}
	return "strftime('%Y-%m-%d %H:%M:%f', " + seconds + ", 'unixepoch')"
}

// addError appends the placeholder's JSON to the errors of a job.
func (d dialect) addError() string {
	if d.postgres {
		return "errors = array_append(errors, ?::jsonb)"
	}
	return "errors = jsonb(json_insert(json(coalesce(errors, jsonb('[]'))), '$[#]', json(?)))"
}

// args is the column of that name as text.
func (d dialect) args() string {
	if d.postgres {
		return "args::text"
	}
	return "json(args)"
}

// worker is the name of the process that tried a job last.
func (d dialect) worker() string {
	if d.postgres {
		return "coalesce(attempted_by[array_upper(attempted_by, 1)], '')"
	}
	return "coalesce(attempted_by ->> '$[#-1]', '')"
}

// cancel ends the jobs of the placeholder's subjects that are in one of states.
func (d dialect) cancel(states string) string {
	return `UPDATE river_job SET state = 'cancelled', finalized_at = ` + d.now(0) + `
		WHERE id IN (SELECT job_id FROM job_subjects WHERE subject IN (?)) AND state IN (` + states + `)`
}

// wake makes jobs due that were to wait.
func (d dialect) wake() string {
	return `UPDATE river_job SET state = 'available', scheduled_at = ` + d.now(0) + `
		WHERE id IN (SELECT job_id FROM job_subjects WHERE subject = ?) AND kind = ?
		AND state IN ('available', 'scheduled') AND scheduled_at > ` + d.now(0) + ` RETURNING queue`
}

// expired picks running jobs whose worker has been silent for a lease.
func (d dialect) expired(lease time.Duration) string {
	return "attempted_at < " + d.now(-lease)
}
