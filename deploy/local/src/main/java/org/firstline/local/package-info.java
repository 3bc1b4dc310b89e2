/**
 * Brings Firstline up on one machine, without containers: a real PostgreSQL, a real Kafka broker, a small OIDC issuer
 * and the four services as processes that are watched and started again when they die. The services' tests use the
 * same servers.
 */
@NullMarked
package org.firstline.local;

import org.jspecify.annotations.NullMarked;
