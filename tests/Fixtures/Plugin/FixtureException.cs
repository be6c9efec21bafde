namespace Fixture;

/// <summary>An exception of the plugin's own type, which must never leave it.</summary>
public sealed class FixtureException(string message) : Exception(message);
