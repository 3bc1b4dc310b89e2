package org.firstline.chaos;

import java.nio.file.Path;
import java.time.Duration;
import org.firstline.chaos.fault.Plan;
import org.firstline.chaos.load.Mix;

/**
 * What a run is to be.
 *
 * @param seed of everything that is left to chance
 * @param load how long calls come in, and faults with them
 * @param perSecond calls
 * @param plan what goes wrong
 * @param mix of the calls
 * @param folder for the run's data, logs and report; emptied first
 * @param restWithin how long the suite may take to come to rest afterwards, however much still changes
 */
record Order(long seed, Duration load, double perSecond, Plan plan, Mix mix, Path folder, Duration restWithin) {}
