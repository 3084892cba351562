package org.rlsworkup.endtoend.security;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key with a certificate signed by itself, made by the JDK's keytool for one run of the tests. */
record Identity(Path file, KeyStore store) {
    static final String PASSWORD = "changeit";

    static Identity of(Path folder, String name, String subject) throws IOException, GeneralSecurityException {
        var file = folder.resolve(name + ".p12");
        var keytool = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "keytool",
                        "-J-XX:TieredStopAtLevel=1",
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        subject,
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return new Identity(file, KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()));
    }

    X509Certificate certificate() throws GeneralSecurityException {
        return (X509Certificate) store.getCertificate("it");
    }

    /** A store that trusts these. */
    static Path trusting(Path file, Identity... trusted) throws IOException, GeneralSecurityException {
        try (var out = Files.newOutputStream(file)) {
            trust(trusted).store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    private static KeyStore trust(Identity... trusted) throws IOException, GeneralSecurityException {
        var trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        for (var i = 0; i < trusted.length; i++) {
            trust.setCertificateEntry("trusted" + i, trusted[i].certificate());
        }
        return trust;
    }

    /** TLS by which {@code shown}, or nobody, speaks to {@code server}. */
    static SSLContext tls(Identity shown, Identity server) throws IOException, GeneralSecurityException {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trust(server));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(shown == null ? null : shown.store(), PASSWORD.toCharArray());
        var tls = SSLContext.getInstance("TLS");
        tls.init(shown == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
        return tls;
    }
}
