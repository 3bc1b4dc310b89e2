package org.firstline.local;

/** A user and its password. */
public record Login(String user, String password) {}
