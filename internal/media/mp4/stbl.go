package mp4

import (
	"encoding/binary"

	"kinora/internal/media"
)

// readStbl fills config, samples and offsets of a track. size is that of the
// file, which no sample may leave.
func readStbl(t *media.Track, stbl box, size int64) error {
	need, err := stbl.need(0, "stsd", "stts", "stsc", "stsz")
	if err != nil {
		return err
	}
	stsd, stts, stsc, stsz := need[0], need[1], need[2], need[3]
	if t.Config, err = readStsd(stsd); err != nil {
		return err
	}
	if t.Samples, err = readStsz(stsz, size); err != nil {
		return err
	}
	if err = readStts(stts, t.Samples); err != nil {
		return err
	}
	found, err := stbl.find(0, "ctts", "stss", "stco", "co64")
	if err != nil {
		return err
	}
	if err = readCtts(found[0], t.Samples); err != nil {
		return err
	}
	if err = readStss(found[1], t.Samples); err != nil {
		return err
	}
	chunks := found[2]
	if chunks.kind == "" {
		chunks = found[3]
	}
	if chunks.kind == "" {
		return stbl.fail(`has neither "stco" nor "co64"`)
	}
	t.Offsets, err = readOffsets(stsc, chunks, t.Samples, size)
	return err
}

// readStsz returns the samples with their sizes. A table without one size per
// sample costs no bytes in the file, so its total is held against the file
// size before anything is allocated.
func readStsz(b box, fileSize int64) ([]media.Sample, error) {
	_, rest, err := b.fields(8)
	if err != nil {
		return nil, err
	}
	each := binary.BigEndian.Uint32(rest)
	count := int64(binary.BigEndian.Uint32(rest[4:]))
	rest = rest[8:]
	if count > MaxSamples {
		return nil, b.fail("%d samples", count)
	}
	if each == 0 && count*4 > int64(len(rest)) {
		return nil, b.fail("%d entries in %d bytes", count, len(rest))
	}
	if count*int64(each) > fileSize {
		return nil, b.fail("%d samples of %d bytes in a file of %d", count, each, fileSize)
	}
	samples := make([]media.Sample, count)
	for i := range samples {
		samples[i].Size = each
		if each == 0 {
			samples[i].Size = binary.BigEndian.Uint32(rest[4*i:])
		}
	}
	return samples, nil
}

func readStts(b box, samples []media.Sample) error {
	n, rest, err := b.entries(8)
	if err != nil {
		return err
	}
	at, total := 0, int64(0)
	for i := range n {
		count := int64(binary.BigEndian.Uint32(rest[8*i:]))
		delta := binary.BigEndian.Uint32(rest[8*i+4:])
		if count > int64(len(samples)-at) {
			return b.fail("times for more than %d samples", len(samples))
		}
		if total += count * int64(delta); total > maxTicks {
			return b.fail("lasts more than %d ticks", maxTicks)
		}
		for range count {
			samples[at].Duration = delta
			at++
		}
	}
	if at != len(samples) {
		return b.fail("times for %d of %d samples", at, len(samples))
	}
	return nil
}

// readCtts reads both versions as signed: version 0 is unsigned by the letter,
// but values past 2^31 are negative numbers in the files where they occur.
func readCtts(b box, samples []media.Sample) error {
	if b.kind == "" {
		return nil
	}
	n, rest, err := b.entries(8)
	if err != nil {
		return err
	}
	at := 0
	for i := range n {
		count := int64(binary.BigEndian.Uint32(rest[8*i:]))
		offset := int32(binary.BigEndian.Uint32(rest[8*i+4:]))
		if count > int64(len(samples)-at) {
			return b.fail("offsets for more than %d samples", len(samples))
		}
		for range count {
			samples[at].Composition = offset
			at++
		}
	}
	if at != len(samples) {
		return b.fail("offsets for %d of %d samples", at, len(samples))
	}
	return nil
}

// readStss marks sync samples; without the box every sample is one.
func readStss(b box, samples []media.Sample) error {
	if b.kind == "" {
		for i := range samples {
			samples[i].Sync = true
		}
		return nil
	}
	n, rest, err := b.entries(4)
	if err != nil {
		return err
	}
	for i := range n {
		number := int64(binary.BigEndian.Uint32(rest[4*i:]))
		if number < 1 || number > int64(len(samples)) {
			return b.fail("sync sample number %d of %d", number, len(samples))
		}
		samples[number-1].Sync = true
	}
	return nil
}

// readOffsets places every sample by the chunk it is in.
func readOffsets(stsc, chunks box, samples []media.Sample, size int64) ([]int64, error) {
	width := 4
	if chunks.kind == "co64" {
		width = 8
	}
	count, table, err := chunks.entries(width)
	if err != nil {
		return nil, err
	}
	runs, list, err := stsc.entries(12)
	if err != nil {
		return nil, err
	}
	offsets := make([]int64, 0, len(samples))
	for i := range runs {
		first := int64(binary.BigEndian.Uint32(list[12*i:]))
		perChunk := int64(binary.BigEndian.Uint32(list[12*i+4:]))
		end := int64(count) + 1
		if i+1 < runs {
			end = int64(binary.BigEndian.Uint32(list[12*(i+1):]))
		}
		if first < 1 || end <= first || end > int64(count)+1 || (i == 0 && first != 1) {
			return nil, stsc.fail("run of chunks %d to %d of %d", first, end-1, count)
		}
		for c := first - 1; c < end-1; c++ {
			at := chunkOffset(table, width, c)
			if offsets, err = placeChunk(chunks, offsets, samples, at, perChunk, size); err != nil {
				return nil, err
			}
		}
	}
	if len(offsets) != len(samples) {
		return nil, stsc.fail("chunks hold %d of %d samples", len(offsets), len(samples))
	}
	return offsets, nil
}

func chunkOffset(table []byte, width int, c int64) uint64 {
	if width == 4 {
		return uint64(binary.BigEndian.Uint32(table[4*c:]))
	}
	return binary.BigEndian.Uint64(table[8*c:])
}

func placeChunk(b box, offsets []int64, samples []media.Sample, at uint64, n, size int64) ([]int64, error) {
	if n < 1 || n > int64(len(samples)-len(offsets)) {
		return nil, b.fail("chunk of %d samples with %d left", n, len(samples)-len(offsets))
	}
	for range n {
		length := uint64(samples[len(offsets)].Size)
		if at > uint64(size) || length > uint64(size)-at {
			return nil, b.fail("sample %d lies past the end of the file", len(offsets))
		}
		offsets = append(offsets, int64(at))
		at += length
	}
	return offsets, nil
}
