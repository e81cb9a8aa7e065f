-- Prints of another scheme than the present one are counted at every poll.
CREATE INDEX prints_scheme ON prints (scheme);
