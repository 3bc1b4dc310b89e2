package org.firstline.drive.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.firstline.contracts.CallEvent.Problem;
import org.firstline.drive.replay.Row.State;

/**
 * What the parties outside do over the life of one incident: the log's rows turned into acts, in order. Pure: the same
 * incident gives the same course.
 *
 * @param happenings in order; several may fall on one minute
 * @param handedOnAfterResolution hand-overs that the log counts while the incident is resolved: the suite has no order
 *     then that could be handed on
 * @param reopenedUnresolved reopens that the log counts while the incident is not resolved; nobody is called back then
 * @param contradictions states that contradict what was before (open again without a reopen); nothing is fed for them
 * @param silentRows rows in which nothing changed that the suite would hear of
 */
record Course(
        Incident incident,
        List<Happening> happenings,
        int handedOnAfterResolution,
        int reopenedUnresolved,
        int contradictions,
        int silentRows) {

    /** An act and its minute. */
    record Happening(Instant at, Act act) {}

    static Course of(Incident incident) {
        Writer writer = new Writer(incident);
        incident.rows().forEach(writer::row);
        return new Course(
                incident,
                List.copyOf(writer.happenings),
                writer.handedOnAfterResolution,
                writer.reopenedUnresolved,
                writer.contradictions,
                writer.silentRows);
    }

    /** Goes through the rows and keeps what the suite's parties would know at that point. */
    private static final class Writer {

        private final Problem problem;
        private final String platform;
        private final String cause;
        private final List<Happening> happenings = new ArrayList<>();
        private boolean begun;
        private int reassignments;
        private int reopens;
        private State state = State.NEW;
        private boolean accepted;
        private boolean asked;
        private boolean resolved;
        private boolean closed;
        private int handedOnAfterResolution;
        private int reopenedUnresolved;
        private int contradictions;
        private int silentRows;

        Writer(Incident incident) {
            this.problem = Codes.problem(incident.first());
            this.platform = Codes.platform(incident.first());
            this.cause = Codes.cause(incident.first());
        }

        void row(Row row) {
            int before = said();
            if (!begun) {
                begun = true;
                begin(row.at(), Act.Ring::new);
            }
            reopen(row);
            handOn(row);
            standAt(row);
            state = row.state();
            if (said() == before) {
                silentRows++;
            }
        }

        private int said() {
            return happenings.size() + handedOnAfterResolution + reopenedUnresolved + contradictions;
        }

        private void begin(Instant at, BiFunction<String, Problem, Act> ring) {
            add(at, ring.apply(platform, problem));
            add(at, new Act.Exhaust());
            accepted = false;
            asked = false;
            resolved = false;
            closed = false;
        }

        private void reopen(Row row) {
            int more = row.reopens() - reopens;
            reopens = Math.max(reopens, row.reopens());
            if (more <= 0) {
                return;
            }
            reopenedUnresolved += more - 1;
            if (closed) {
                begin(row.at(), Act.RingAgain::new);
            } else if (resolved) {
                add(row.at(), new Act.CallBack(false));
                resolved = false;
                accepted = false;
            } else {
                reopenedUnresolved++;
            }
        }

        private void handOn(Row row) {
            int more = row.reassignments() - reassignments;
            reassignments = Math.max(reassignments, row.reassignments());
            for (int i = 0; i < more; i++) {
                if (resolved || closed) {
                    handedOnAfterResolution++;
                } else {
                    add(row.at(), new Act.HandOver(Codes.department(row.group())));
                    accepted = false;
                    // What was asked is still open in the log; the next department asks it again.
                    asked = false;
                }
            }
        }

        private void standAt(Row row) {
            switch (row.state()) {
                case NEW -> {
                    if (resolved) {
                        contradictions++;
                    }
                }
                case ACTIVE -> {
                    if (resolved) {
                        contradictions++;
                    } else {
                        answerWhatWasAsked(row.at());
                        takeOn(row.at());
                    }
                }
                case AWAITING_USER_INFO -> {
                    if (resolved) {
                        contradictions++;
                    } else if (!asked) {
                        takeOn(row.at());
                        add(row.at(), new Act.Ask());
                        asked = true;
                    }
                }
                case AWAITING_VENDOR, AWAITING_PROBLEM, AWAITING_EVIDENCE -> {
                    if (resolved) {
                        contradictions++;
                    } else if (state != row.state() || !accepted) {
                        answerWhatWasAsked(row.at());
                        takeOn(row.at());
                        add(row.at(), new Act.Report(row.state().name()));
                    }
                }
                case RESOLVED -> resolve(row.at());
                case CLOSED -> {
                    resolve(row.at());
                    if (!closed) {
                        add(row.at(), new Act.CallBack(true));
                        closed = true;
                    }
                }
            }
        }

        private void resolve(Instant at) {
            if (!resolved) {
                answerWhatWasAsked(at);
                takeOn(at);
                add(at, new Act.Resolve(cause));
                resolved = true;
            }
        }

        private void takeOn(Instant at) {
            if (!accepted) {
                add(at, new Act.Accept());
                accepted = true;
            }
        }

        private void answerWhatWasAsked(Instant at) {
            if (asked) {
                add(at, new Act.Inform());
                asked = false;
            }
        }

        private void add(Instant at, Act act) {
            happenings.add(new Happening(at, act));
        }
    }
}
