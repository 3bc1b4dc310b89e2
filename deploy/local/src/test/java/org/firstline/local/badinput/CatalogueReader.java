package org.firstline.local.badinput;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.firstline.contracts.Catalogue;
import org.firstline.contracts.ContractViolation;
import org.firstline.contracts.SuiteEvent;

/** Any bytes as the data of any event: read and the same again after writing, or refused in words. */
public final class CatalogueReader {

    private static final List<String> TYPES = Catalogue.types();

    private CatalogueReader() {}

    /** Called by the fuzzer: the first byte chooses the type. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        String type = TYPES.get((bytes[0] & 0xff) % TYPES.size());
        SuiteEvent event;
        try {
            event = Catalogue.read(type, Arrays.copyOfRange(bytes, 1, bytes.length));
        } catch (ContractViolation refused) {
            return;
        }
        byte[] written = Catalogue.write(event);
        if (!Catalogue.read(type, written).equals(event)) {
            throw new IllegalStateException(
                    "expected " + event + ", found another in " + new String(written, StandardCharsets.UTF_8));
        }
    }

    static byte[] seed(String type, byte[] data) {
        byte[] seed = new byte[1 + data.length];
        seed[0] = (byte) TYPES.indexOf(type);
        System.arraycopy(data, 0, seed, 1, data.length);
        return seed;
    }
}
