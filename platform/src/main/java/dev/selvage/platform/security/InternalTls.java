package dev.selvage.platform.security;

import dev.selvage.core.config.SecurityOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.Option;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS between the processes of a cluster. Both ends show a certificate, and take the other's if the truststore vouches for it;
 * which host shows it is of no account, since all processes may use one key. Immutable.
 */
public final class InternalTls {

    /** The suites of TLS 1.3 name no way to agree on keys, those before all do. */
    private static final String OF_BEFORE = "_WITH_";

    private final SSLContext context;
    private final String[] protocols;
    private final String[] suites;

    private InternalTls(SSLContext context, String protocol, List<String> suites) {
        this.context = context;
        this.protocols = new String[] {protocol};
        this.suites = suites.toArray(String[]::new);
    }

    /** As the options say, if they want TLS; whatever would keep every connection from coming about is told here. */
    public static Optional<InternalTls> of(Configuration configuration) throws InvalidConfigurationException {
        boolean wanted = configuration.get(
                configuration.isSet(SecurityOptions.INTERNAL_ENABLED)
                        ? SecurityOptions.INTERNAL_ENABLED
                        : SecurityOptions.SSL_ENABLED);
        if (!wanted) {
            return Optional.empty();
        }
        try {
            KeyManagerFactory keys = keys(configuration);
            TrustManagerFactory trusted = trusted(configuration);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
            InternalTls tls = checked(configuration, context);
            tls.talksToItself(configuration);
            return Optional.of(tls);
        } catch (GeneralSecurityException e) {
            throw invalid(
                    "Expected this Java to offer TLS with the stores that " + SecurityOptions.INTERNAL_KEYSTORE.key()
                            + " and " + SecurityOptions.INTERNAL_TRUSTSTORE.key() + " name, but found: " + e + ".");
        }
    }

    /** One setting, for connections within a cluster or for all of TLS. */
    private record Either(Configuration configuration, Option<String> internal, Option<String> ofAll) {

        Option<String> named() {
            return !configuration.isSet(internal) && configuration.isSet(ofAll) ? ofAll : internal;
        }

        String key() {
            return named().key();
        }

        Optional<String> find() {
            return configuration.find(named());
        }

        String require() throws InvalidConfigurationException {
            return find().orElseThrow(() -> invalid("Expected " + key()
                    + " to be set where processes talk by TLS, but found it nowhere. " + internal.meaning()));
        }
    }

    private static KeyManagerFactory keys(Configuration configuration)
            throws InvalidConfigurationException, GeneralSecurityException {
        Either file = new Either(configuration, SecurityOptions.INTERNAL_KEYSTORE, SecurityOptions.SSL_KEYSTORE);
        Either password = new Either(
                configuration, SecurityOptions.INTERNAL_KEYSTORE_PASSWORD, SecurityOptions.SSL_KEYSTORE_PASSWORD);
        Either ofKey =
                new Either(configuration, SecurityOptions.INTERNAL_KEY_PASSWORD, SecurityOptions.SSL_KEY_PASSWORD);
        KeyStore store = open(file, password);
        boolean hasKey = false;
        for (String alias : Collections.list(store.aliases())) {
            hasKey |= store.isKeyEntry(alias);
        }
        if (!hasKey) {
            throw invalid("Expected a key in " + file.require() + ", which " + file.key()
                    + " names, but found certificates alone. It may be the truststore.");
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        try {
            factory.init(store, ofKey.find().orElse(password.require()).toCharArray());
        } catch (UnrecoverableKeyException e) {
            throw invalid("Expected " + ofKey.key() + " to be the password of the key in " + file.require()
                    + ", but found that it is not.");
        }
        return factory;
    }

    private static TrustManagerFactory trusted(Configuration configuration)
            throws InvalidConfigurationException, GeneralSecurityException {
        Either file = new Either(configuration, SecurityOptions.INTERNAL_TRUSTSTORE, SecurityOptions.SSL_TRUSTSTORE);
        Either password = new Either(
                configuration, SecurityOptions.INTERNAL_TRUSTSTORE_PASSWORD, SecurityOptions.SSL_TRUSTSTORE_PASSWORD);
        KeyStore store = open(file, password);
        if (store.size() == 0) {
            throw invalid("Expected a certificate to trust in " + file.require() + ", which " + file.key()
                    + " names, but found none.");
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static KeyStore open(Either file, Either password)
            throws InvalidConfigurationException, GeneralSecurityException {
        String path = file.require();
        char[] secret = password.require().toCharArray();
        try {
            return KeyStore.getInstance(new File(path), secret);
        } catch (IOException | IllegalArgumentException | KeyStoreException e) {
            throw invalid(
                    e.getCause() instanceof UnrecoverableKeyException
                            ? "Expected " + password.key() + " to be the password of " + path
                                    + ", but found that it is not."
                            : "Expected a keystore at " + path + ", which " + file.key() + " names, but found: "
                                    + e.getMessage() + ". Make one with keytool.");
        }
    }

    private static InternalTls checked(Configuration configuration, SSLContext context)
            throws InvalidConfigurationException {
        SSLParameters offered = context.getSupportedSSLParameters();
        String protocol = configuration.get(SecurityOptions.SSL_PROTOCOL);
        List<String> suites = configuration.get(SecurityOptions.SSL_ALGORITHMS);
        List<String> unknown = suites.stream()
                .filter(suite -> !List.of(offered.getCipherSuites()).contains(suite))
                .toList();
        if (!List.of(offered.getProtocols()).contains(protocol) || !unknown.isEmpty()) {
            throw invalid(
                    "Expected this Java to offer " + protocol + " (" + SecurityOptions.SSL_PROTOCOL.key() + ") with "
                            + suites + " (" + SecurityOptions.SSL_ALGORITHMS.key() + "), but found that it has "
                            + (unknown.isEmpty() ? "another protocol only." : "no " + unknown + "."));
        }
        boolean wantsNew = protocol.equals("TLSv1.3");
        if (suites.stream().allMatch(suite -> suite.contains(OF_BEFORE) == wantsNew)) {
            throw invalid("Expected " + SecurityOptions.SSL_ALGORITHMS.key() + " to name a cipher suite of " + protocol
                    + ", but found " + suites + " alone. "
                    + (wantsNew ? "TLS_AES_128_GCM_SHA256 is one." : "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 is one."));
        }
        return new InternalTls(context, protocol, suites);
    }

    /** The processes of a cluster are alike: if one cannot talk to itself, none can to another. */
    private void talksToItself(Configuration configuration) throws InvalidConfigurationException {
        try {
            TrialHandshake.shake(engine(true), engine(false));
        } catch (SSLException e) {
            throw invalid("Expected processes with this key and these trusted certificates to talk to each other by "
                    + configuration.get(SecurityOptions.SSL_PROTOCOL) + " with " + List.of(suites)
                    + ", but found in a trial: " + e.getMessage()
                    + ". The truststore has to vouch for the key's certificate, and the key has to be of the kind that "
                    + SecurityOptions.SSL_ALGORITHMS.key() + " name: RSA, or EC for suites with ECDSA.");
        }
    }

    private static InvalidConfigurationException invalid(String sentence) {
        return new InvalidConfigurationException(List.of(sentence));
    }

    /**
     * For one connection.
     *
     * @param dials whether this end has dialled
     */
    public SSLEngine engine(boolean dials) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(dials);
        if (!dials) {
            engine.setNeedClientAuth(true);
        }
        engine.setEnabledProtocols(protocols);
        engine.setEnabledCipherSuites(suites);
        return engine;
    }

    @Override
    public String toString() {
        return protocols[0];
    }
}
