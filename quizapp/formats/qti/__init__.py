"""QTI of all versions. `reader` reads any; `v1` is QTI 1.2, `v2` is 2.x and 3.0, `shared` is what both need."""
