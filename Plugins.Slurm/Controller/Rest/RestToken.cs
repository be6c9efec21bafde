using System.Text.Json;

namespace Reeve.Plugins.Slurm.Controller.Rest;

/// <summary>A token of slurmrestd.</summary>
/// <param name="Text">The token. A secret.</param>
/// <param name="User">The user that it names; null if it names none.</param>
/// <param name="ExpiresAt">When it expires; null if it does not say.</param>
internal sealed record RestToken(string Text, string? User, DateTimeOffset? ExpiresAt)
{
    /// <summary>Reads a token, alone or as <c>SLURM_JWT=…</c>. What it claims is not verified: that is slurmrestd's business.</summary>
    public static RestToken Parse(string text)
    {
        var token = text.Trim();
        token = token.StartsWith("SLURM_JWT=", StringComparison.Ordinal) ? token["SLURM_JWT=".Length..] : token;
        if (token.Length == 0 || token.Any(char.IsWhiteSpace))
        {
            throw new ProviderException(ErrorReason.Denied, "There is no token for slurmrestd: what the file or command gives is not one.");
        }

        var parts = token.Split('.');
        try
        {
            using var claims = JsonDocument.Parse(Decode(parts.Length > 1 ? parts[1] : ""));
            var root = claims.RootElement;
            return new RestToken(token, RestJson.Text(root, "sun") is { Length: > 0 } sun ? sun : RestJson.Text(root, "username") is { Length: > 0 } name ? name : null,
                RestJson.Number(root, "exp") is { } expiry ? Commands.SlurmText.FromUnix(expiry) : null);
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            // Not a JWT that can be read: slurmrestd may take it all the same.
            return new RestToken(token, null, null);
        }
    }

    /// <summary>Whether it should be replaced before its next use.</summary>
    public bool IsStale(DateTimeOffset now) => ExpiresAt is { } end && end - TimeSpan.FromSeconds(30) <= now;

    /// <inheritdoc/>
    public override string ToString() => $"token of {User ?? "an unnamed user"}";

    private static byte[] Decode(string text) => Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));
}
