// Nothing: a source is needed for headers to be precompiled with (Precompiled.cmake).
