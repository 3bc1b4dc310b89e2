package org.firstline.local;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints a token, and nothing else, so that it can stand inside another command. */
@Command(name = "token", mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {

    @Mixin
    private Firstline.Data data = new Firstline.Data();

    @Parameters(paramLabel = "WHO", descriptionKey = "help-who")
    private String who = "";

    @Override
    public Integer call() {
        System.out.println(RunningSuite.read(data.directory()).token(who));
        return CommandLine.ExitCode.OK;
    }
}
