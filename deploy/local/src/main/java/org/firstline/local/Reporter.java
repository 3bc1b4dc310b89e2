package org.firstline.local;

/** Who is told what the suite does while somebody waits. */
interface Reporter {

    /** What is being done now; replaces what was being done before. */
    void doing(String what);

    /** Something that stays readable. */
    void say(String line);

    /** Tells nobody. */
    Reporter SILENT = new Reporter() {
        @Override
        public void doing(String what) {}

        @Override
        public void say(String line) {}
    };
}
