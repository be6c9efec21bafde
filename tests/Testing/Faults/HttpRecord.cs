namespace Reeve.Testing.Faults;

/// <summary>A request that an <see cref="HttpProxy"/> has seen.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path without the query.</param>
/// <param name="Query">Its query.</param>
public sealed record HttpRecord(string Method, string Path, string Query);
