"""The whole journal as files for other programs. Reads the books; changes nothing in them."""
