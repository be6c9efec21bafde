namespace Reeve.AspNetCore.Clusters.Security;

/// <summary>A bearer token: its digest, never itself.</summary>
/// <param name="Digest">SHA-256 of the token.</param>
/// <param name="Name">Whose it is.</param>
/// <param name="Role">What he may do.</param>
internal sealed record TokenEntry(byte[] Digest, string Name, ApiRole Role);
