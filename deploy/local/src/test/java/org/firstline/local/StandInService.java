package org.firstline.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Stands in for a service: calls itself ready on the management port, and no more. Only the JDK's classes. */
public final class StandInService {

    private StandInService() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(System.getenv("QUARKUS_MANAGEMENT_PORT"));
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.createContext("/q/health/ready", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, -1);
            }
        });
        http.start();
        System.out.println("ready");
    }

    /** A project directory as a build leaves it, with stand-ins for the four services. */
    static Path installation(Path root) {
        try {
            Files.createDirectories(root);
            Files.writeString(root.resolve("pom.xml"), "");
            Files.writeString(root.resolve("firstline"), "");
            for (var service : Service.values()) {
                var home = root.resolve(service.module()).resolve("target").resolve("quarkus-app");
                Files.createDirectories(home);
                jar(home.resolve("quarkus-run.jar"));
            }
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void jar(Path file) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInService.class.getName());
        var entry = StandInService.class.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(file), manifest);
                var in = StandInService.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            if (in == null) {
                throw new IOException(entry + " is not on the class path");
            }
            in.transferTo(out);
            out.closeEntry();
        }
    }
}
