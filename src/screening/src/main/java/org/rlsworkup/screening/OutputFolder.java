package org.rlsworkup.screening;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder with the results. It is written under another name and gets its own at the end, so that nobody takes a half
 * of it for the whole; its last file is {@code _SUCCESS}, for stores on which a change of name is not one step.
 */
final class OutputFolder {
    private final FileSystem system;
    private final Path folder;
    private final Path inProgress;

    /** Opens it, and deletes what a run that was ended left behind. */
    OutputFolder(String folder, Configuration hadoop) throws IOException {
        this.folder = new Path(folder);
        this.inProgress = new Path(this.folder.getParent(), this.folder.getName() + ".in-progress");
        this.system = this.folder.getFileSystem(hadoop);
        system.setWriteChecksum(false);
        discard();
        if (!system.mkdirs(inProgress)) {
            throw new IOException(inProgress + " cannot be created");
        }
    }

    /** The address of a file or folder to write. */
    String address(String name) {
        return new Path(inProgress, name).toString();
    }

    /** A text file to write. */
    Writer text(String name) throws IOException {
        var out = system.create(new Path(inProgress, name), true);
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    /** Gives it its name, in place of an older one. */
    void complete() throws IOException {
        system.create(new Path(inProgress, "_SUCCESS"), true).close();
        var older = new Path(folder.getParent(), folder.getName() + ".older");
        system.delete(older, true);
        if (system.exists(folder) && !system.rename(folder, older)) {
            throw new IOException(folder + " cannot be replaced");
        }
        if (!system.rename(inProgress, folder)) {
            throw new IOException(inProgress + " cannot be renamed");
        }
        system.delete(older, true);
    }

    /** Deletes what was written. */
    void discard() throws IOException {
        system.delete(inProgress, true);
    }
}
