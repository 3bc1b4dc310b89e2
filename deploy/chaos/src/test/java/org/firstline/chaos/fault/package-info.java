@NullMarked
package org.firstline.chaos.fault;

import org.jspecify.annotations.NullMarked;
