package org.firstline.bench;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What holds a directory.
 *
 * @param fileSystem its kind, such as {@code ext4}
 * @param disk the kind of disk below it, or {@link #UNKNOWN}
 */
record Storage(String fileSystem, String disk) {

    /** No disk of this machine lies below the file system, or the kernel does not tell of it. */
    static final String UNKNOWN = "a disk of unknown kind";

    /** Of this directory; where it is not there or cannot be asked about, nothing is known. */
    static Storage of(Path directory) {
        try {
            FileStore store = Files.getFileStore(directory);
            return new Storage(store.type(), disk(Path.of("/sys"), store.name()));
        } catch (IOException e) {
            return new Storage("an unknown file system", UNKNOWN);
        }
    }

    /** Such as {@code ext4, a virtual disk}. */
    String text() {
        return fileSystem + ", " + disk;
    }

    /**
     * What Linux tells of a disk.
     *
     * @param sys where the kernel tells of its devices
     * @param device what the file system is on, such as {@code /dev/sda1}
     */
    static String disk(Path sys, String device) {
        if (!device.startsWith("/dev/")) {
            return UNKNOWN;
        }
        try {
            Path block = sys.resolve("class")
                    .resolve("block")
                    .resolve(name(Path.of(device)))
                    .toRealPath();
            if (block.toString().contains("/virtio")) {
                return "a virtual disk";
            }
            if (block.toString().contains("/nvme/")) {
                return "an NVMe disk";
            }
            // A partition has no queue of its own; its disk, the directory above, has.
            Path own = block.resolve("queue");
            Path queue = Files.isDirectory(own) ? own : block.resolveSibling("queue");
            return Files.readString(queue.resolve("rotational")).strip().equals("1")
                    ? "a disk that rotates"
                    : "a disk that does not rotate";
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /** A mapped device has a speaking name that links to the kernel's. */
    private static String name(Path device) throws IOException {
        Path real = Files.exists(device) ? device.toRealPath() : device;
        return String.valueOf(real.getFileName());
    }
}
