package org.firstline.drive;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.firstline.drive.demo.DemoCommand;
import org.firstline.drive.replay.ReplayCommand;
import org.firstline.local.LocalTrouble;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What the script {@code firstline} runs for {@code demo} and {@code replay}, and after a build. */
@Command(
        name = "firstline",
        subcommands = {DemoCommand.class, ReplayCommand.class, RehearseCommand.class},
        mixinStandardHelpOptions = true)
public final class Drive {

    private Drive() {}

    /**
     * Runs one command; ends with 0, with 1 and one clear sentence (also when counts do not agree), or with 2 when it was
     * called wrongly.
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        // The Kafka client is talkative.
        Logger.getLogger("").setLevel(Level.WARNING);
        System.setOut(out);
        System.setErr(err);
        System.exit(run(out, err, arguments));
    }

    static int run(PrintStream out, PrintStream err, String... arguments) {
        return new CommandLine(new Drive())
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setResourceBundle(Words.bundle(Words.LANGUAGE))
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    switch (e) {
                        case LocalTrouble trouble -> err.println(trouble.getMessage());
                        default -> {
                            err.println(Words.of("trouble", e));
                            e.printStackTrace(err);
                        }
                    }
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments);
    }

    /** Whether a person sits before it, who may see colours and a moving line; the script knows. */
    public static boolean atTerminal() {
        return Boolean.getBoolean("firstline.terminal");
    }
}
