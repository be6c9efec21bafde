using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Reeve.Workloads;

namespace Reeve.Runtime.Images.Oci;

/// <summary>Answers a registry's challenge: basic (RFC 7617), or bearer with a token of the realm that it names.</summary>
internal sealed class RegistryTokens(HttpMessageInvoker http, Uri address, OciReference reference, PullSecret? credential, RegistryOptions options)
{
    private const int MaxToken = 64 * 1024;

    private volatile AuthenticationHeaderValue? _current;

    /// <summary>What goes with each request.</summary>
    public AuthenticationHeaderValue? Current => _current;

    /// <summary>Gets what a challenge asks for.</summary>
    /// <returns>False if there is nothing new to say.</returns>
    public async Task<bool> AnswerAsync(HttpResponseMessage refusal, CancellationToken cancellationToken)
    {
        foreach (var challenge in refusal.Headers.WwwAuthenticate)
        {
            if (challenge.Scheme.Equals("bearer", StringComparison.OrdinalIgnoreCase))
            {
                _current = new AuthenticationHeaderValue("Bearer", await GetTokenAsync(ChallengeParameters.Read(challenge.Parameter ?? ""), cancellationToken));
                return true;
            }

            if (challenge.Scheme.Equals("basic", StringComparison.OrdinalIgnoreCase) && credential is not null && _current is null)
            {
                _current = Basic(credential);
                return true;
            }
        }

        return false;
    }

    private static AuthenticationHeaderValue Basic(PullSecret secret) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{secret.Username}:{secret.Password}")));

    private async Task<string> GetTokenAsync(IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        if (!parameters.TryGetValue("realm", out var realm) || !Uri.TryCreate(realm, UriKind.Absolute, out var url)
            || (url.Scheme != "https" && !(url.Scheme == "http" && RegistryClient.MayBePlain(url.Authority, options))))
        {
            throw new ProviderException(ErrorReason.Denied, $"The registry {address.Authority} names no place to get tokens from that may be used.");
        }

        var scope = parameters.GetValueOrDefault("scope") ?? $"repository:{reference.Repository}:pull";
        var query = new StringBuilder(url.Query.TrimStart('?'));
        Append(query, "service", parameters.GetValueOrDefault("service"));
        Append(query, "scope", scope);
        Append(query, "account", credential?.Username);
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(url) { Query = query.ToString() }.Uri);
        request.Headers.Authorization = credential is null ? null : Basic(credential);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                var denied = (int)response.StatusCode is >= 400 and < 500 and not 429;
                throw new ProviderException(
                    denied ? ErrorReason.Denied : ErrorReason.Transient, $"{url.Authority} gives no token for {reference}: it answers {(int)response.StatusCode}.");
            }

            await response.Content.LoadIntoBufferAsync(MaxToken, cancellationToken);
            using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            return Text(document, "token") ?? Text(document, "access_token")
                ?? throw new ProviderException(ErrorReason.Transient, $"{url.Authority} gives no token for {reference}.");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or IOException)
        {
            throw new ProviderException(ErrorReason.Transient, $"{url.Authority} gives no token for {reference}: {(e is JsonException ? "the answer is malformed" : e.Message)}", e);
        }
    }

    private static string? Text(JsonDocument document, string name) =>
        document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static void Append(StringBuilder query, string name, string? value)
    {
        if (value is not null)
        {
            query.Append(query.Length > 0 ? "&" : "").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }
}
