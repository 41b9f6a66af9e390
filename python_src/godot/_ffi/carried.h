/* Room A, C floor: the files that a self-contained addon has brought, as its build lists them. */
#ifndef GODOT_CARRIED_H
#define GODOT_CARRIED_H

#include <stddef.h>

enum { CARRIED_TEXT_SIZE = 4096 };

/* What is wrong with the addon whose folder `python` is `home`, in words; "" when nothing is. */
struct carried_state {
    int self_contained;              /* the build has left a list: the addon is no folder of links */
    char missing[CARRIED_TEXT_SIZE]; /* files that are not there */
    char changed[CARRIED_TEXT_SIZE]; /* files of another size, as a version has them that was copied in part */
    char left[CARRIED_TEXT_SIZE];    /* files of an older version, which could not be removed */
};

/* Looks at every file, and removes those that an older version has brought and this one has not. */
void carried_check(const char *home, struct carried_state *state);

#endif
