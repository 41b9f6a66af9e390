/* Room A, C floor: errors about values: what was expected, and where it was not given. */
#include "bridge.h"

/* Raises the TypeError of a value that is not what it has to be. */
void error_expected(const char *expected, PyObject *value) {
    PyErr_Format(PyExc_TypeError, "expected %s, got %.200R (%s)", expected, value, Py_TYPE(value)->tp_name);
}

/* Puts the exception that is set behind words that say where it comes from, and a colon. */
void error_blame(const char *format, ...) {
    PyObject *type, *value, *traceback;
    va_list words;
    PyErr_Fetch(&type, &value, &traceback);
    va_start(words, format);
    PyObject *where = PyUnicode_FromFormatV(format, words);
    va_end(words);
    if (where)
        PyErr_Format(type, "%U: %S", where, value ? value : Py_None);
    Py_XDECREF(where);
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(traceback);
}
