/* Room A, C floor: names. StringNames of Python's interned texts, above all names in code, made once and kept to the end:
 * finding one takes a tenth of making it. */
#include "bridge.h"

enum { MOST_KNOWN = 1 << 14 };

static struct entry {
    PyObject *text;
    uint64_t name;
} *known;
static size_t room, count;

static struct entry *place_of(struct entry *table, size_t size, PyObject *text) {
    size_t i = ((uintptr_t)text >> 4) * 0x9E3779B97F4A7C15u >> 20 & (size - 1);
    while (table[i].text && table[i].text != text)
        i = (i + 1) & (size - 1);
    return &table[i];
}

static int grow(void) {
    size_t size = room ? 2 * room : 512;
    struct entry *table = PyMem_Calloc(size, sizeof *table);
    if (!table)
        return 0;
    for (size_t i = 0; i < room; i++)
        if (known[i].text)
            *place_of(table, size, known[i].text) = known[i];
    PyMem_Free(known);
    known = table;
    room = size;
    return 1;
}

/* Gives the StringName of a text, to be given back with name_end(); 0, or -1 with an exception. */
int name_begin(Name *self, PyObject *text) {
    self->made = 0;
    if (PyUnicode_CheckExact(text) && PyUnicode_CHECK_INTERNED(text)) {
        struct entry *entry = room ? place_of(known, room, text) : NULL;
        if (entry && entry->text) {
            self->name = entry->name;
            return 0;
        }
        if (count < MOST_KNOWN && (2 * count < room || grow())) {
            if (string_name_from_python(text, &self->name))
                return -1;
            entry = place_of(known, room, text);
            entry->text = Py_NewRef(text);
            entry->name = self->name;
            count++;
            return 0;
        }
    }
    self->made = 1;
    return string_name_from_python(text, &self->name);
}

void name_end(Name *self) {
    if (self->made)
        string_name_release(&self->name);
}

void names_release(void) {
    for (size_t i = 0; i < room; i++)
        if (known[i].text) {
            string_name_release(&known[i].name);
            Py_DECREF(known[i].text);
        }
    PyMem_Free(known);
    known = NULL;
    room = count = 0;
}
