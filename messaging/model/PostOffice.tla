----------------------------- MODULE PostOffice -----------------------------
(***************************************************************************)
(* One service as the post office runs it: records come in from topics,    *)
(* are worked on once, what was decided goes out by the outbox.            *)
(* What this assumes and leaves out stands in README.md.                   *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC

CONSTANTS
    Cases,      \* each a key, a shard of the outbox and a partition of either topic
    Followed,   \* those of them that live a whole life; of the others there is the escalation and its deadline
    Relays,
    Consumers,  \* replicas: each works on one batch at a time and has a watch over deadlines; where there are
                \* none, any transactions write any rows
    MostRows,   \* so many rows of a case they write then
    NoBatch,    \* what a consumer has that is not at work
    Seconds,    \* what may follow an escalation: "revise", "cancel"
    LastTime,   \* the clock runs from 0 to this
    Steps,      \* steps of a deadline: 1 is the breach, what is beyond are rungs of the ladder
    Bug         \* "none", or which design mistake is made

Bugs == {"cursor relay", "ack before commit", "inbox without conflict check", "JVM clock",
         "skip locked", "dead letter on a database error",
         "watch without lock", "announced apart", "no sweep", "delete before acknowledgement"}

ASSUME Bug \in Bugs \cup {"none"}

Lanes == {"diagnosis", "followup"}  \* two topics of two publishers: not ordered among each other

VARIABLES
    now,     \* suite time
    second,  \* per case: what the second topic says of it
    inbox,   \* per case: identities that were heard
    held,    \* per case: whether its second input waits for its work order
    order,   \* per case: its work order with its deadline
    hist,    \* per case: all rows ever committed to the outbox, by sequence
    box,     \* per case: those that are not deleted yet
    off,     \* per case and lane: the committed offset
    pos,     \* per case and lane: how far the consumer of the moment has come
    tx,      \* per consumer: its open transaction
    batch,   \* per relay: the rows it has taken, and whether its session still lives
    said,    \* per case: rows on the topic, in the order of their first delivery
    ids,     \* per case: ids of its rows; drawn only for the cursor relay
    cursor   \* last id the cursor relay saw; and the last that was drawn

vars == <<now, second, inbox, held, order, hist, box, off, pos, tx, batch, said, ids, cursor>>

----------------------------------------------------------------------------
\* Small words.

Range(s) == {s[i] : i \in DOMAIN s}
Least(S) == CHOOSE x \in S : \A y \in S : x <= y
Greatest(S) == CHOOSE x \in S : \A y \in S : x >= y
Numbers(n) == [i \in 1..n |-> i]

Topic(c, l) ==
    CASE l = "followup" -> IF second[c] = "nothing" THEN <<>> ELSE <<second[c]>>
      [] c \in Followed -> <<"open", "open">>  \* the publisher's relay has said it twice
      [] OTHER -> <<"open">>

Idle == [took |-> [c \in Cases |-> {}], up |-> TRUE]
Unopened == [st |-> "unopened", rev |-> 0, start |-> 0, taken |-> 0]

----------------------------------------------------------------------------
\* The domain: what an input does to a work order, and what is said of it. Pure. A row: kind, revision, step, early.

Row(kind, rev, step, early) == <<kind, rev, step, early>>

\* How many steps of the deadline have been taken when all that is due at an instant is.
StepsBy(o, at) == IF o.st # "live" THEN o.taken
                  ELSE Greatest({o.taken, IF at - o.start > Steps THEN Steps ELSE at - o.start})

TakeDue(o, at) ==
    LET by == StepsBy(o, at)
    IN [order |-> [o EXCEPT !.taken = by],
        rows |-> [i \in 1..(by - o.taken) |->
                     Row("step", o.rev, o.taken + i, now < o.start + o.taken + i)]]

\* The flow has no natural key to fall back on here: it opens an order for each escalation it is given.
Decide(o, input, at) ==
    LET due == TakeDue(o, at)
        d == due.order
        fired == d.taken > 0
    IN CASE input = "open" ->
              [order |-> [st |-> "live", rev |-> o.rev + 1, start |-> at, taken |-> 0],
               rows |-> <<Row("opened", o.rev + 1, 0, FALSE)>>]
         [] input = "revise" /\ o.st = "live" ->
              [order |-> [st |-> "live", rev |-> d.rev + 1, start |-> at, taken |-> 0],
               rows |-> due.rows \o <<Row(IF fired THEN "renewed" ELSE "superseded", d.rev, 0, FALSE)>>]
         [] input = "cancel" /\ o.st = "live" ->
              [order |-> [d EXCEPT !.st = "over"],
               rows |-> due.rows \o <<Row(IF fired THEN "closed" ELSE "cancelled", d.rev, 0, FALSE)>>]
         [] OTHER -> [order |-> o, rows |-> <<>>]

RECURSIVE DecideAll(_, _, _)
DecideAll(o, inputs, at) ==
    IF inputs = <<>> THEN [order |-> o, rows |-> <<>>]
    ELSE LET first == Decide(o, Head(inputs), at)
             rest == DecideAll(first.order, Tail(inputs), at)
         IN [order |-> rest.order, rows |-> first.rows \o rest.rows]

----------------------------------------------------------------------------
\* Transactions.

Open(c) == {k \in Consumers : tx[k] # NoBatch /\ tx[k].c = c}
Locked(c) == \E k \in Open(c) : ~tx[k].holds
Reading(c, l) == \E k \in Open(c) : tx[k].l = l

\* Commits rows of a case. The ids are those the transaction drew when it began.
Committed(c, rows, drawn) ==
    /\ hist' = [hist EXCEPT ![c] = @ \o rows]
    /\ box' = [box EXCEPT ![c] = @ \cup {Len(hist[c]) + i : i \in DOMAIN rows}]
    /\ ids' = [ids EXCEPT ![c] = @ \o drawn]

Draw(rows) == IF Bug = "cursor relay" THEN [i \in DOMAIN rows |-> cursor.drawn + i] ELSE <<>>
Drawn(rows) == cursor' = IF Bug = "cursor relay" THEN [cursor EXCEPT !.drawn = @ + Len(rows)] ELSE cursor

\* The identity of an event; the second says of the same case what it says, so its name will do.
Fresh(c, records) ==
    IF Bug = "inbox without conflict check" THEN records
    ELSE IF records = <<>> \/ records[1] \in inbox[c] THEN <<>> ELSE <<records[1]>>

\* A record that was heard already is passed over. (While another transaction has its identity open, the insert waits.)
PassOver(c, l) ==
    /\ Consumers # {}
    /\ Bug # "inbox without conflict check"
    /\ pos[c][l] < Len(Topic(c, l))
    /\ Topic(c, l)[pos[c][l] + 1] \in inbox[c]
    /\ ~Reading(c, l)
    /\ pos' = [pos EXCEPT ![c][l] = @ + 1]
    /\ UNCHANGED <<now, second, inbox, held, order, hist, box, off, tx, batch, said, ids, cursor>>

\* A batch of n records: inbox, locks, decision, rows. It counts at some instant that is not in the future: it may have
\* waited for the lock, and an answer counts at its record's time.
Instants(c) == IF c \in Followed THEN 0..now ELSE {now}

BeginWith(k, c, l, n, at) ==
    LET from == pos[c][l]
        records == SubSeq(Topic(c, l), from + 1, from + n)
        fresh == Fresh(c, records)
        holds == l = "followup" /\ order[c].st = "unopened"
        inputs == IF holds THEN <<>>
                  ELSE IF l = "diagnosis" /\ held[c] THEN fresh \o <<second[c]>> ELSE fresh
        what == DecideAll(order[c], inputs, at)
    IN /\ tx[k] = NoBatch
       /\ from + n <= Len(Topic(c, l))
       /\ fresh # <<>>
       /\ ~Reading(c, l)
       /\ holds \/ ~Locked(c)
       /\ tx' = [tx EXCEPT ![k] =
              [c |-> c, l |-> l, upTo |-> from + n, holds |-> holds, mine |-> TRUE,
               heard |-> Range(records), released |-> l = "diagnosis" /\ held[c],
               order |-> what.order, rows |-> what.rows, ids |-> Draw(what.rows)]]
       /\ Drawn(what.rows)
       /\ off' = IF Bug = "ack before commit" THEN [off EXCEPT ![c][l] = from + n] ELSE off
       /\ UNCHANGED <<now, second, inbox, held, order, hist, box, pos, batch, said, ids>>

Begin(k, c, l) == \E n \in 1..2, at \in Instants(c) : BeginWith(k, c, l, n, at)

Commit(k) ==
    LET t == tx[k]
    IN /\ t # NoBatch
       /\ tx' = [tx EXCEPT ![k] = NoBatch]
       /\ inbox' = [inbox EXCEPT ![t.c] = @ \cup t.heard]
       /\ held' = [held EXCEPT ![t.c] = IF t.holds THEN TRUE ELSE IF t.released THEN FALSE ELSE @]
       /\ order' = IF t.holds THEN order ELSE [order EXCEPT ![t.c] = t.order]
       /\ Committed(t.c, t.rows, t.ids)
       /\ pos' = IF t.mine THEN [pos EXCEPT ![t.c][t.l] = t.upTo] ELSE pos
       /\ UNCHANGED <<now, second, off, batch, said, cursor>>

Ack(c, l) ==
    /\ off[c][l] < pos[c][l]
    /\ off' = [off EXCEPT ![c][l] = pos[c][l]]
    /\ UNCHANGED <<now, second, inbox, held, order, hist, box, pos, tx, batch, said, ids, cursor>>

\* What the watch and the sweep do holds the case's lock and nothing else: one step.
Alone(c, at, inputs) ==
    LET what == IF inputs = <<>> THEN TakeDue(order[c], at) ELSE DecideAll(order[c], inputs, at)
    IN /\ Bug = "watch without lock" \/ ~Locked(c)
       /\ order' = [order EXCEPT ![c] = what.order]
       /\ \E rows \in {what.rows} \cup IF Bug = "announced apart" THEN {<<>>} ELSE {} :
            /\ Committed(c, rows, Draw(rows))
            /\ Drawn(rows)

Watch(c) ==
    \E at \in IF Bug = "JVM clock" THEN {now, now + 1} ELSE {now} :
        /\ StepsBy(order[c], at) > order[c].taken
        /\ Alone(c, at, <<>>)
        /\ UNCHANGED <<now, second, inbox, held, off, pos, tx, batch, said>>

Sweep(c) ==
    /\ Bug # "no sweep"
    /\ held[c]
    /\ order[c].st # "unopened"
    /\ Alone(c, now, <<second[c]>>)
    /\ held' = [held EXCEPT ![c] = FALSE]
    /\ UNCHANGED <<now, second, inbox, off, pos, tx, batch, said>>

\* Whatever a flow may do, as the outbox sees it: it reads nothing of relays and topics.
Write(c) ==
    /\ Consumers = {}
    /\ Len(hist[c]) < MostRows
    /\ Committed(c, <<Row("written", 0, 0, FALSE)>>, <<>>)
    /\ UNCHANGED <<now, second, inbox, held, order, off, pos, tx, batch, said, cursor>>

Tick ==
    /\ now < LastTime
    /\ now' = now + 1
    /\ UNCHANGED <<second, inbox, held, order, hist, box, off, pos, tx, batch, said, ids, cursor>>

----------------------------------------------------------------------------
\* Relays. A relay has a case's shard from the moment it takes rows of it until they are deleted or its session is gone;
\* between two batches any relay may have it, so that hand-over is free.

Taken(c) == UNION {batch[r].took[c] : r \in {q \in Relays : batch[q].up}}

Takeable(r, c) ==
    CASE Bug = "skip locked" -> box[c] \ Taken(c)
      [] Bug = "cursor relay" ->
            IF \E q \in Relays : batch[q] # Idle THEN {} ELSE {n \in box[c] : ids[c][n] > cursor.seen}
      [] OTHER -> IF Taken(c) = {} THEN box[c] ELSE {}

Select(r) ==
    /\ batch[r] = Idle
    /\ LET some == {c \in Cases : Takeable(r, c) # {}}
       IN \E C \in SUBSET some :
            /\ C # {}
            /\ Bug = "cursor relay" => C = some
            /\ batch' = [batch EXCEPT ![r] =
                   [took |-> [c \in Cases |-> IF c \in C THEN Takeable(r, c) ELSE {}], up |-> TRUE]]
    /\ UNCHANGED <<now, second, inbox, held, order, hist, box, off, pos, tx, said, ids, cursor>>

\* What a relay without a session still has in hand; said already, it would change nothing.
Left(b, heard) ==
    LET took == [c \in Cases |-> b.took[c] \ heard[c]]
    IN IF b.up THEN b ELSE IF took = Idle.took THEN Idle ELSE [b EXCEPT !.took = took]

\* In order within a case. To say again what was said changes nothing here: only first deliveries are kept.
Send(r, c) ==
    LET todo == batch[r].took[c] \ Range(said[c])
    IN /\ todo # {}
       /\ said' = [said EXCEPT ![c] = Append(@, Least(todo))]
       /\ batch' = [q \in Relays |-> Left(batch[q], [d \in Cases |-> Range(said'[d])])]
       /\ UNCHANGED <<now, second, inbox, held, order, hist, box, off, pos, tx, ids, cursor>>

Delete(r) ==
    LET b == batch[r]
    IN /\ b.up
       /\ b # Idle
       /\ Bug = "delete before acknowledgement" \/ \A c \in Cases : b.took[c] \subseteq Range(said[c])
       /\ box' = [c \in Cases |-> box[c] \ b.took[c]]
       /\ cursor' = IF Bug = "cursor relay"
                    THEN [cursor EXCEPT !.seen =
                            Greatest({@} \cup UNION {{ids[c][n] : n \in b.took[c]} : c \in Cases})]
                    ELSE cursor
       /\ batch' = [batch EXCEPT ![r] = Idle]
       /\ UNCHANGED <<now, second, inbox, held, order, hist, off, pos, tx, said, ids>>

\* It finds out that its session is gone, closes the producer and starts over.
StartOver(r) ==
    /\ ~batch[r].up
    /\ batch' = [batch EXCEPT ![r] = Idle]
    /\ UNCHANGED <<now, second, inbox, held, order, hist, box, off, pos, tx, said, ids, cursor>>

----------------------------------------------------------------------------
\* Faults: anywhere, any number of times.

\* A relay's session ends: its process, its connection or the database died, or somebody ended its backend. What it has
\* in hand or under way to the broker may still be said.
LoseSession(r) ==
    /\ batch[r].up
    /\ batch[r] # Idle
    /\ batch' = [batch EXCEPT ![r] = Left([@ EXCEPT !.up = FALSE], [c \in Cases |-> Range(said[c])])]
    /\ UNCHANGED <<now, second, inbox, held, order, hist, box, off, pos, tx, said, ids, cursor>>

\* A relay deletes without waiting for the disk: the database may die and forget its last deletions.
UndoDeletion(c) ==
    LET last == IF box[c] = {} THEN Len(hist[c]) ELSE Least(box[c]) - 1
    IN /\ last > 0
       /\ Taken(c) = {}
       /\ box' = [box EXCEPT ![c] = @ \cup {last}]
       /\ UNCHANGED <<now, second, inbox, held, order, hist, off, pos, tx, batch, said, ids, cursor>>

\* A transaction is rolled back: a deadlock, the database or the process died.
RollBack(k) ==
    /\ tx[k] # NoBatch
    /\ tx' = [tx EXCEPT ![k] = NoBatch]
    /\ pos' = IF Bug = "dead letter on a database error" /\ tx[k].mine
              THEN [pos EXCEPT ![tx[k].c][tx[k].l] = tx[k].upTo] ELSE pos
    /\ UNCHANGED <<now, second, inbox, held, order, hist, box, off, batch, said, ids, cursor>>

\* A partition goes to another replica, or its reader starts anew: it is read from the committed offset. A transaction
\* that is open may still be committed.
Reassign(c, l) ==
    /\ pos[c][l] # off[c][l] \/ \E k \in Open(c) : tx[k].l = l /\ tx[k].mine
    /\ pos' = [pos EXCEPT ![c][l] = off[c][l]]
    /\ tx' = [k \in Consumers |-> IF k \in Open(c) /\ tx[k].l = l THEN [tx[k] EXCEPT !.mine = FALSE] ELSE tx[k]]
    /\ UNCHANGED <<now, second, inbox, held, order, hist, box, off, batch, said, ids, cursor>>

----------------------------------------------------------------------------
Init ==
    /\ now = 0
    /\ second \in {f \in [Cases -> Seconds \cup {"nothing"}] : \A c \in Cases : c \in Followed <=> f[c] # "nothing"}
    /\ inbox = [c \in Cases |-> {}]
    /\ held = [c \in Cases |-> FALSE]
    /\ order = [c \in Cases |-> Unopened]
    /\ hist = [c \in Cases |-> <<>>]
    /\ box = [c \in Cases |-> {}]
    /\ off = [c \in Cases |-> [l \in Lanes |-> 0]]
    /\ pos = off
    /\ tx = [k \in Consumers |-> NoBatch]
    /\ batch = [r \in Relays |-> Idle]
    /\ said = [c \in Cases |-> <<>>]
    /\ ids = [c \in Cases |-> <<>>]
    /\ cursor = [seen |-> 0, drawn |-> 0]

Work ==
    \/ Tick
    \/ \E c \in Cases :
        \/ Write(c)
        \/ Watch(c)
        \/ Sweep(c)
        \/ \E l \in Lanes :
            \/ PassOver(c, l)
            \/ Ack(c, l)
            \/ \E k \in Consumers : Begin(k, c, l)
    \/ \E k \in Consumers : Commit(k)
    \/ \E r \in Relays :
        \/ Select(r)
        \/ Delete(r)
        \/ StartOver(r)
        \/ \E c \in Cases : Send(r, c)

Faulty ==
    \/ \E r \in Relays : LoseSession(r)
    \/ \E k \in Consumers : RollBack(k)
    \/ \E c \in Cases : UndoDeletion(c) \/ \E l \in Lanes : Reassign(c, l)

Next == Work \/ Faulty

Symmetry == Permutations(Followed) \cup Permutations(Cases \ Followed) \cup Permutations(Relays) \cup Permutations(Consumers)

----------------------------------------------------------------------------
\* What is promised.

Count(c, P(_)) == Cardinality({i \in DOMAIN hist[c] : P(hist[c][i])})
Revisions(c) == 1..order[c].rev

\* Fired, superseded, cancelled: what has become of a revision.
Fates(c, rev) ==
    Count(c, LAMBDA w : w[2] = rev /\ (w[1] \in {"superseded", "cancelled"} \/ (w[1] = "step" /\ w[3] = 1)))

AtRest ==
    /\ now = LastTime
    /\ \A k \in Consumers : tx[k] = NoBatch
    /\ \A c \in Cases :
        /\ IF Consumers = {} THEN Len(hist[c]) = MostRows
           ELSE \A l \in Lanes : off[c][l] = Len(Topic(c, l)) /\ pos[c][l] = off[c][l]
        /\ ~held[c] \/ order[c].st = "unopened"
        /\ StepsBy(order[c], now) = order[c].taken
        /\ \A r \in Relays : Takeable(r, c) = {}
    /\ \A r \in Relays : batch[r] = Idle

\* P2: no escalation leads to two orders, no step is taken twice; and once all is done, none has led to none.
P2_AtMostOnce ==
    \A c \in Cases :
        /\ Count(c, LAMBDA w : w[1] = "opened") <= 1
        /\ \A rev \in Revisions(c), s \in 1..Steps :
            Count(c, LAMBDA w : w[1] = "step" /\ w[2] = rev /\ w[3] = s) <= 1

P2_NoneLost == AtRest => \A c \in Cases : Count(c, LAMBDA w : w[1] = "opened") = 1 /\ ~held[c]

\* P3: no revision has two fates, none fires before its time; and once all is done, each that was due has its fate.
P3_OneFate == \A c \in Cases : \A rev \in Revisions(c) : Fates(c, rev) <= 1

P3_NeverEarly == \A c \in Cases : Count(c, LAMBDA w : w[4]) = 0

P3_NoneForgotten ==
    AtRest => \A c \in Cases : \A rev \in Revisions(c) :
        Fates(c, rev) = 1 \/ (rev = order[c].rev /\ order[c].st = "live" /\ order[c].start + 1 > now)

\* P4: first deliveries are what was committed, in its order; a row is there or was said; and at rest all is said.
P4_InOrder == \A c \in Cases : said[c] = Numbers(Len(said[c])) /\ Len(said[c]) <= Len(hist[c])

P4_NoRowLost == \A c \in Cases : \A n \in DOMAIN hist[c] : n \in box[c] \/ n \in Range(said[c])

P4_AllSaid == AtRest => \A c \in Cases : Len(said[c]) = Len(hist[c])

\* At rest is where nothing but a fault can happen: no other state is stuck.
RestIsRest == AtRest <=> ~ENABLED Work

\* What is left to do. Each step but a fault makes it less; so after the last fault all comes to rest.
ToDoOf(c) ==
    - now
    - 3 * (pos[c]["diagnosis"] + pos[c]["followup"]) - (off[c]["diagnosis"] + off[c]["followup"])
    - 3 * Cardinality(inbox[c])
    + (IF held[c] THEN 1 ELSE 0)
    - 4 * Len(hist[c]) + 2 * Cardinality(box[c]) + Len(hist[c]) - Len(said[c])

RECURSIVE ToDoOfAll(_)
ToDoOfAll(S) == IF S = {} THEN 0 ELSE LET c == CHOOSE x \in S : TRUE IN ToDoOf(c) + ToDoOfAll(S \ {c})

ToDo ==
    ToDoOfAll(Cases)
    + Cardinality({k \in Consumers : tx[k] = NoBatch})
    + Cardinality({r \in Relays : batch[r] = Idle}) + 2 * Cardinality({r \in Relays : ~batch[r].up})

ComesToRest == [][ToDo' < ToDo \/ Faulty]_vars
=============================================================================
