# Varnish 7 in front of kinora. What may be kept, and how long, kinora says
# itself; answers for links with tokens are private, and pass.
vcl 4.1;

backend default {
	.host = "127.0.0.1";
	.port = "8080";
}

sub vcl_recv {
	if (req.url !~ "^/(videos|static|assets)/" || (req.method != "GET" && req.method != "HEAD")) {
		return (pass);
	}
	# The answer never depends on them.
	unset req.http.Cookie;
	# Whole MP4 files are too large to be fetched for the sake of a range, and
	# a limited one must come at its speed.
	if (req.url ~ "\.mp4($|[/?])" ) {
		return (pipe);
	}
	return (hash);
}

sub vcl_backend_response {
	if (beresp.http.Cache-Control ~ "(private|no-store)") {
		set beresp.uncacheable = true;
		set beresp.ttl = 10s;
		return (deliver);
	}
	set beresp.grace = 10s;
}

sub vcl_deliver {
	if (obj.hits > 0) {
		set resp.http.Cache = "HIT";
	} else {
		set resp.http.Cache = "MISS";
	}
}
