namespace Reeve.ProxyStorm;

/// <summary>Something that must not happen has happened.</summary>
internal sealed class StormException(string message) : Exception(message);
