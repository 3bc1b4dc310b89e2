package org.firstline.local;

import java.util.Map;

/** Client settings of every principal, one file each, for people and other programs on this machine. */
final class ClientFiles {

    private ClientFiles() {}

    static void write(DataDirectory data, PortPlan ports, Secrets secrets, ExternalServers external) {
        for (var principal : Acls.principals()) {
            var text = new StringBuilder();
            settings(principal, ports, secrets, external).forEach((name, value) -> text.append(name)
                    .append('=')
                    .append(value.replace("\\", "\\\\"))
                    .append('\n'));
            Directories.writePrivate(data.clientFile(principal), text.toString());
        }
    }

    private static Map<String, String> settings(
            String principal, PortPlan ports, Secrets secrets, ExternalServers external) {
        return external.broker()
                .map(elsewhere -> elsewhere.settings(principal))
                .orElseGet(() -> KafkaLogin.settings(
                        "127.0.0.1:" + ports.kafka(), principal, secrets.brokerPassword(principal)));
    }
}
