package dev.selvage.client.submit;

import dev.selvage.core.config.HighAvailabilityOptions;
import dev.selvage.core.config.RestOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.ConfigurationCheck;
import dev.selvage.core.config.option.Dialect;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.Setting;
import dev.selvage.core.config.option.SettingsLayer;
import dev.selvage.core.launch.ClusterMode;
import dev.selvage.platform.config.ConfigurationFiles;
import java.util.ArrayList;
import java.util.List;

/**
 * What the processes of an application go by: what somebody has said, and beyond that what makes a cluster on YARN survive its
 * ApplicationMaster without anybody saying anything.
 *
 * @param chosen a sentence for each thing that nobody has said, and that people may want to know
 */
record EffectiveOptions(Configuration configuration, boolean highlyAvailable, List<String> chosen) {

    EffectiveOptions {
        chosen = List.copyOf(chosen);
    }

    static boolean highAvailability(Configuration said) {
        return !said.isSet(HighAvailabilityOptions.TYPE)
                || !said.get(HighAvailabilityOptions.TYPE).equalsIgnoreCase("none");
    }

    static EffectiveOptions of(Configuration said, ClusterMode mode, String applicationId, String staging)
            throws InvalidConfigurationException {
        List<Setting> more = new ArrayList<>();
        List<String> chosen = new ArrayList<>();
        boolean highlyAvailable = highAvailability(said);
        set(HighAvailabilityOptions.CLUSTER_ID, applicationId, said, more);
        set(HighAvailabilityOptions.STORAGE_DIR, staging + "/ha", said, more);
        if (!said.isSet(HighAvailabilityOptions.TYPE)) {
            set(HighAvailabilityOptions.TYPE, "yarn", said, more);
            chosen.add(HighAvailabilityOptions.TYPE.key()
                    + " is not set, so it is yarn: jobs outlive their ApplicationMaster."
                    + " Set it to none if they need not.");
        }
        if (!said.isSet(HighAvailabilityOptions.STORAGE_DIR)) {
            chosen.add(HighAvailabilityOptions.STORAGE_DIR.key() + " is not set, so it is " + staging
                    + "/ha, which goes when the application has ended. Name a directory of your own for checkpoints that"
                    + " shall stay.");
        }
        if (mode != ClusterMode.SESSION) {
            // Such a cluster ends with what it was started for, and takes nothing else.
            set(RestOptions.SUBMIT_ENABLE, "false", said, more);
        }
        Configuration all = ConfigurationCheck.check(
                        ConfigurationFiles.catalogue(),
                        List.of(said.settings(), new SettingsLayer(Dialect.SELVAGE, more)))
                .configuration();
        return new EffectiveOptions(all, highlyAvailable, chosen);
    }

    private static void set(Option<?> option, String value, Configuration said, List<Setting> more) {
        if (!said.isSet(option)) {
            more.add(new Setting(option.key(), value, "the submission"));
        }
    }
}
