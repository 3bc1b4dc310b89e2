package org.firstline.local;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the script {@code firstline} runs for {@code up}, {@code token} and {@code status}. */
@Command(
        name = "firstline",
        subcommands = {UpCommand.class, TokenCommand.class, StatusCommand.class},
        mixinStandardHelpOptions = true)
public final class Firstline {

    private Firstline() {}

    /** Runs one command; ends with 0, with 1 and one clear sentence, or with 2 when it was called wrongly. */
    public static void main(String[] arguments) {
        ServerLogs.warningsToStandardError();
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new Firstline())
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    var text = e instanceof LocalTrouble
                            ? e.getMessage()
                            : FullDisk.isBehind(e) ? Words.of("disk-no-room", Words.why(e)) : Words.of("trouble", e);
                    command.getErr().println(text);
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .setResourceBundle(Words.bundle(Words.language()))
                .execute(arguments);
    }

    /** The option that every command has. */
    static final class Data {

        @Option(names = "--data", paramLabel = "DIR", descriptionKey = "help-data")
        private @Nullable Path directory;

        Path directory() {
            return directory == null ? Installation.find().defaultData() : directory;
        }
    }
}
