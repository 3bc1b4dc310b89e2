package org.firstline.chaos.plant;

import static java.lang.constant.ConstantDescs.CD_Boolean;
import static java.lang.constant.ConstantDescs.CD_Integer;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A mistake in the design, and what it changes in the classes of the post office as a service loads them. What is shipped
 * has no switch for any of them.
 */
enum PlantedBug {

    /** The relay remembers the highest id it has seen and carries what is above it; a row that commits late is passed. */
    CURSOR_RELAY(Map.of("RelaySession", List.of(relaySql("""
            with gone as (delete from outbox where id = any(?)),
                 cursor as (select coalesce(nullif(current_setting('chaos.cursor', true), ''), '0')::bigint as seen),
                 next as (select id, aggregatetype, aggregateid, eventid, type, sequence, causationid, traceparent, at,
                                 payload
                            from outbox where shard = any(?) and id <> all(?) and id > (select seen from cursor)
                           order by id limit 500),
                 moved as (select set_config('chaos.cursor', max(id)::text, false) from next having max(id) is not null)
            select next.* from next left join moved on true order by id
            """)))),

    /** A batch is acknowledged before its transaction, which goes on by itself. */
    ACK_BEFORE_COMMIT(Map.of("Tray", List.of(inMethod("deliver", replaceReturn(code -> code.invokeinterface(
                    Names.UNI, "subscribeAsCompletionStage", MethodTypeDesc.of(Names.FUTURE))
            .pop()
            .invokestatic(Names.UNI, "createFrom", MethodTypeDesc.of(Names.UNI_CREATE), true)
            .invokevirtual(Names.UNI_CREATE, "voidItem", MethodTypeDesc.of(Names.UNI))
            .areturn()))))),

    /** The inbox remembers what was heard, and nobody asks it. */
    INBOX_WITHOUT_CONFLICT_CHECK(Map.of("Inbox", List.of(sql(text -> text.startsWith("insert into inbox"), """
            insert into inbox (said_at, source, id)
            select coalesce(t, '-infinity'), s, i
              from unnest($1::timestamptz[], $2::text[], $3::text[]) as row (t, s, i)
            on conflict (said_at, source, id) do update set received_at = inbox.received_at
            returning source, id
            """)))),

    /** What is due is decided by the clock of the process, which can jump: ten hours ahead once the file is there. */
    JVM_CLOCK(Map.of(
            "Transaction",
            List.of(body("at", PlantedBug::jumpingClock)),
            "PostOffice",
            List.of(body("isAny", PlantedBug::always)))),

    /** Four relays in each process share the rows with skip locked, one at a time, and nobody owns a shard. */
    SEVERAL_RELAYS_WITH_SKIP_LOCKED(severalRelays()),

    /** Whatever fails, the message is taken to be at fault. */
    DEAD_LETTER_ON_A_DATABASE_ERROR(Map.of(
            "Faults",
            List.of(body("isOfTheServer", code -> code.iconst_0().ireturn()), body("kind", code -> code.getstatic(
                            Names.KIND, "MESSAGE", Names.KIND)
                    .areturn()))));

    /** Names the file whose being there makes {@link #JVM_CLOCK}'s clock jump. */
    static final String JUMP_FILE = "FIRSTLINE_TEST_CLOCK_JUMPS";

    private static final long TEN_HOURS_SECONDS = 36_000;

    private final Map<String, List<ClassTransform>> changes;

    PlantedBug(Map<String, List<ClassTransform>> changes) {
        this.changes = new TreeMap<>(changes);
    }

    /**
     * What it changes, step by step, by the class's simple name in {@code org.firstline.messaging}. Steps are taken one
     * after the other, each on the whole class: chained by {@code andThen} all but the first would pass unseen.
     */
    Map<String, List<ClassTransform>> changes() {
        return changes;
    }

    private static final class Names {
        private static final ClassDesc UNI = ClassDesc.of("io.smallrye.mutiny.Uni");
        private static final ClassDesc UNI_CREATE = ClassDesc.of("io.smallrye.mutiny.groups.UniCreate");
        private static final ClassDesc FUTURE = ClassDesc.of("java.util.concurrent.CompletableFuture");
        private static final ClassDesc KIND = ClassDesc.of("org.firstline.messaging.Faults$Kind");
        private static final ClassDesc INSTANT = ClassDesc.of("java.time.Instant");
        private static final ClassDesc FILE = ClassDesc.of("java.io.File");
        private static final ClassDesc SYSTEM = ClassDesc.of("java.lang.System");
        private static final ClassDesc SESSION = ClassDesc.of("org.firstline.messaging.RelaySession");
        private static final ClassDesc CONNECTION = ClassDesc.of("java.sql.Connection");
        private static final ClassDesc TREE_SET = ClassDesc.of("java.util.TreeSet");
        private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(CD_void);
    }

    private static void jumpingClock(CodeBuilder code) {
        Label asItIs = code.newLabel();
        code.invokestatic(Names.INSTANT, "now", MethodTypeDesc.of(Names.INSTANT))
                .new_(Names.FILE)
                .dup()
                .loadConstant(JUMP_FILE)
                .invokestatic(Names.SYSTEM, "getenv", MethodTypeDesc.of(CD_String, CD_String))
                .invokespecial(Names.FILE, "<init>", MethodTypeDesc.of(CD_void, CD_String))
                .invokevirtual(Names.FILE, "exists", MethodTypeDesc.of(CD_boolean))
                .ifeq(asItIs)
                .loadConstant(TEN_HOURS_SECONDS)
                .invokevirtual(Names.INSTANT, "plusSeconds", MethodTypeDesc.of(Names.INSTANT, CD_long))
                .labelBinding(asItIs)
                .areturn();
    }

    /** Whether anything is due is not the database's to say. */
    private static void always(CodeBuilder code) {
        code.invokestatic(Names.UNI, "createFrom", MethodTypeDesc.of(Names.UNI_CREATE), true)
                .iconst_1()
                .invokestatic(CD_Boolean, "valueOf", MethodTypeDesc.of(CD_Boolean, CD_boolean))
                .invokevirtual(Names.UNI_CREATE, "item", MethodTypeDesc.of(Names.UNI, CD_Object))
                .areturn();
    }

    private static Map<String, List<ClassTransform>> severalRelays() {
        ClassTransform sql = relaySql("""
                with gone as (delete from outbox where id = any(?))
                select id, aggregatetype, aggregateid, eventid, type, sequence, causationid, traceparent, at, payload
                  from outbox where shard = any(?) and id <> all(?) order by id limit 1 for update skip locked
                """);
        ClassTransform transactions = inMethod("connect", (code, element) -> {
            if (element instanceof InvokeInstruction call && call.name().equalsString("setAutoCommit")) {
                code.pop().iconst_0();
            }
            code.with(element);
        });
        ClassTransform commits = inMethod("carry", CodeTransform.ofStateful(PlantedBug::commitFirst));
        ClassTransform shards = body("balance", PlantedBug::everyShard);
        return Map.of(
                "RelaySession",
                List.of(sql, transactions, commits, shards),
                "Relay",
                List.of(inMethod("onStart", CodeTransform.ofStateful(FourTimes::new))));
    }

    private static CodeTransform commitFirst() {
        return new CodeTransform() {
            @Override
            public void atStart(CodeBuilder code) {
                code.aload(0)
                        .invokevirtual(Names.SESSION, "settle", Names.NOTHING)
                        .aload(0)
                        .getfield(Names.SESSION, "connection", Names.CONNECTION)
                        .invokeinterface(Names.CONNECTION, "commit", Names.NOTHING);
            }

            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                code.with(element);
            }
        };
    }

    private static void everyShard(CodeBuilder code) {
        for (int shard = 0; shard < 16; shard++) {
            code.aload(0)
                    .getfield(Names.SESSION, "shards", Names.TREE_SET)
                    .loadConstant(shard)
                    .invokestatic(CD_Integer, "valueOf", MethodTypeDesc.of(CD_Integer, CD_int))
                    .invokevirtual(Names.TREE_SET, "add", MethodTypeDesc.of(CD_boolean, CD_Object))
                    .pop();
        }
        code.return_();
    }

    /** Does everything that a method without branches does three times more. */
    private static final class FourTimes implements CodeTransform {
        private final List<Instruction> once = new ArrayList<>();

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            if (element instanceof ReturnInstruction) {
                for (int more = 0; more < 3; more++) {
                    once.forEach(code::with);
                }
            } else if (element instanceof Instruction instruction) {
                once.add(instruction);
            }
            code.with(element);
        }
    }

    private static ClassTransform relaySql(String other) {
        return sql(text -> text.startsWith("with gone as (delete from outbox"), other);
    }

    /** Another text for a statement wherever it stands. */
    private static ClassTransform sql(Predicate<String> statement, String other) {
        return ClassTransform.transformingMethodBodies((code, element) -> {
            if (element instanceof ConstantInstruction constant
                    && constant.constantValue() instanceof String text
                    && statement.test(text)) {
                code.loadConstant(other);
            } else {
                code.with(element);
            }
        });
    }

    private static ClassTransform inMethod(String name, CodeTransform change) {
        return ClassTransform.transformingMethodBodies(
                method -> method.methodName().equalsString(name), change);
    }

    private static CodeTransform replaceReturn(Consumer<CodeBuilder> other) {
        return (code, element) -> {
            if (element instanceof ReturnInstruction end && end.typeKind() == TypeKind.REFERENCE) {
                other.accept(code);
            } else {
                code.with(element);
            }
        };
    }

    /** Another body for all methods of that name. */
    private static ClassTransform body(String name, Consumer<CodeBuilder> other) {
        return ClassTransform.transformingMethods(
                method -> method.methodName().equalsString(name), (method, element) -> {
                    if (element instanceof CodeModel) {
                        method.withCode(other);
                    } else {
                        method.with(element);
                    }
                });
    }
}
