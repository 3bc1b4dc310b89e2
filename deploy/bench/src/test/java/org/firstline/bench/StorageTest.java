package org.firstline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {

    /** Names that no device of the machine that runs the test has. */
    private static final String DISK = "nosuchdisk";

    @TempDir
    private Path sys;

    @Test
    void a_disk_rotates_or_not_as_the_kernel_says() throws Exception {
        Path disk = known("pci0/ata1/block/" + DISK, DISK);
        assertThat(rotating(disk, "1")).isEqualTo("a disk that rotates");
        assertThat(rotating(disk, "0")).isEqualTo("a disk that does not rotate");
    }

    @Test
    void a_partition_is_of_its_disks_kind() throws Exception {
        Path disk = known("pci0/ata1/block/" + DISK, DISK);
        known("pci0/ata1/block/" + DISK + "/" + DISK + "1", DISK + "1");
        rotating(disk, "1");

        assertThat(Storage.disk(sys, "/dev/" + DISK + "1")).isEqualTo("a disk that rotates");
    }

    @Test
    void what_a_virtual_disk_says_of_rotating_is_not_believed() throws Exception {
        Path disk = known("pci0/virtio1/block/" + DISK, DISK);

        assertThat(rotating(disk, "1")).isEqualTo("a virtual disk");
    }

    @Test
    void an_nvme_disk_is_told_by_how_it_is_attached() throws Exception {
        Path disk = known("pci0/nvme/nvme0/" + DISK, DISK);

        assertThat(rotating(disk, "0")).isEqualTo("an NVMe disk");
    }

    @Test
    void without_a_device_or_without_word_of_it_the_kind_is_unknown() {
        assertThat(Storage.disk(sys, "overlay")).isEqualTo(Storage.UNKNOWN);
        assertThat(Storage.disk(sys, "/dev/" + DISK)).isEqualTo(Storage.UNKNOWN);
    }

    @Test
    void of_a_directory_that_is_not_there_nothing_is_known() {
        assertThat(Storage.of(sys.resolve("nowhere")).text())
                .isEqualTo("an unknown file system, a disk of unknown kind");
    }

    private String rotating(Path disk, String said) throws IOException {
        Files.createDirectories(disk.resolve("queue"));
        Files.writeString(disk.resolve("queue/rotational"), said + "\n");
        return Storage.disk(sys, "/dev/" + DISK);
    }

    /** A device as the kernel tells of it: a directory, and a link to it by its name. */
    private Path known(String place, String name) throws IOException {
        Path device = Files.createDirectories(sys.resolve("devices").resolve(place));
        Path link = Files.createDirectories(sys.resolve("class/block")).resolve(name);
        Files.createSymbolicLink(link, device);
        return device;
    }
}
