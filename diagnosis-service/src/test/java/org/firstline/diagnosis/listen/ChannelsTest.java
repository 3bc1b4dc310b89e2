package org.firstline.diagnosis.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.ConfigProvider;
import org.firstline.contracts.AsyncApi;
import org.firstline.diagnosis.OnTheStack;
import org.junit.jupiter.api.Test;

/** asyncapi.yaml against the channels that are really configured. */
@OnTheStack
class ChannelsTest {

    @Test
    void the_service_reads_the_topics_that_asyncapi_says_it_reads() {
        Set<String> read = new TreeSet<>();
        for (String name : ConfigProvider.getConfig().getPropertyNames()) {
            if (name.matches("mp\\.messaging\\.incoming\\.[^.]+\\.topics")) {
                read.addAll(ConfigProvider.getConfig().getValues(name, String.class));
            }
        }

        assertThat(read).isEqualTo(AsyncApi.channelsReceivedBy("diagnosis"));
        assertThat(AsyncApi.channelsSentBy("diagnosis")).contains("diagnosis.cases", "diagnosis.dead-letters");
    }
}
