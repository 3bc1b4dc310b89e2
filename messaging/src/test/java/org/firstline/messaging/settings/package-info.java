@NullMarked
package org.firstline.messaging.settings;

import org.jspecify.annotations.NullMarked;
