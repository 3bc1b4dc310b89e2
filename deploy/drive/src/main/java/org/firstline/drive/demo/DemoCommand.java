package org.firstline.drive.demo;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.firstline.drive.Doors;
import org.firstline.drive.Drive;
import org.firstline.drive.Project;
import org.firstline.drive.Tail;
import org.firstline.drive.Transcript;
import org.firstline.drive.Words;
import org.firstline.local.RunningSuite;
import org.firstline.local.Service;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays a handful of calls through a running suite and tells each step as it happens. */
@Command(name = "demo", mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--lang", paramLabel = "zh|en", descriptionKey = "help-lang")
    private @Nullable String language;

    @Option(names = "--data", paramLabel = "DIR", descriptionKey = "help-data")
    private @Nullable Path data;

    @Override
    public Integer call() {
        Narrator narrator = new Narrator(language(), Clock.system(ZoneId.systemDefault()));
        RunningSuite suite =
                RunningSuite.read(data != null ? data : Project.find().defaultData());
        Teller teller = new Teller(System.out, Drive.atTerminal(), narrator, ZoneId.systemDefault());
        Transcript transcript = new Transcript();
        List<UUID> cases = new ArrayList<>();
        try (Doors doors = Doors.of(suite);
                Tail tail = doors.follow(Doors.topics(), teller, transcript)) {
            teller.plain(narrator.say("began"));
            Stage stage = new Stage(doors, transcript, teller, narrator);
            int number = 0;
            for (Map.Entry<String, Scenes.Scene> scene : new Scenes(stage).all()) {
                stage.title(++number, scene.getKey());
                cases.add(scene.getValue().play());
            }
        }
        lookNext(suite, narrator, teller, cases);
        return 0;
    }

    private static void lookNext(RunningSuite suite, Narrator narrator, Teller teller, List<UUID> cases) {
        String followup = suite.url(Service.FOLLOWUP).toString();
        teller.plain("");
        teller.plain(narrator.say("done"));
        cases.forEach(caseId -> teller.plain("  " + followup + "/cases/" + caseId));
        teller.plain("  " + narrator.say("token"));
        teller.plain("  curl -H \"Authorization: Bearer $(./firstline token agent)\" " + followup + "/cases/"
                + cases.getFirst());
        teller.plain("  " + suite.url(Service.ESCALATION) + "/work-orders  " + narrator.say("look.orders"));
        for (Service service : Service.values()) {
            teller.plain("  " + suite.managementUrl(service) + "/q/openapi  " + narrator.say("look.api"));
        }
    }

    private Locale language() {
        return switch (language) {
            case null -> Words.LANGUAGE;
            case "zh" -> Locale.SIMPLIFIED_CHINESE;
            case "en" -> Locale.ENGLISH;
            default -> {
                if (spec == null) {
                    throw new IllegalStateException("expected picocli to give the command its specification");
                }
                throw new ParameterException(spec.commandLine(), Words.of("usage.lang", language));
            }
        };
    }
}
