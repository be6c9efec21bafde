using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Reeve.Runtime.Images.Deb;
using Reeve.Runtime.Text;

namespace Reeve.Host.Configuration;

/// <summary>Reads the mappings of <c>images.deb.repositories</c>.</summary>
internal static partial class DebRepositories
{
    private static readonly string[] Keys = ["name", "namespaces", "uris", "suites", "components", "signedBy", "trusted", "login", "passwordFile"];

    /// <summary>What is wrong with a repository; null if nothing is.</summary>
    public static string? Problem(JsonObject entry)
    {
        if (entry.Select(static pair => pair.Key).FirstOrDefault(key => !Keys.Contains(key)) is { } unknown)
        {
            return NearestName.Find(unknown, Keys) is { } meant
                ? $"Unknown key \"{unknown}\" of a repository; did you mean \"{meant}\"?"
                : $"Unknown key \"{unknown}\" of a repository.";
        }

        var name = Text(entry, "name");
        return name is null || !Word().IsMatch(name) ? "Each of images.deb.repositories needs a name of letters, digits, - and _."
            : Texts(entry, "suites").Count == 0 ? $"The repository {name} needs suites."
            : Texts(entry, "uris") is var uris && (uris.Count == 0 || uris.Any(static uri => !IsAddress(uri))) ? $"The repository {name} needs uris, such as https://apt.example.org/debian."
            : Texts(entry, "suites").Concat(Texts(entry, "components")).Any(static text => !Plain().IsMatch(text)) ? $"A suite or component of the repository {name} has characters that it cannot have."
            : Text(entry, "signedBy") is { } keys && (!Path.IsPathFullyQualified(keys) || keys.Any(char.IsWhiteSpace)) ? $"The repository {name} takes an absolute path as signedBy."
            : entry.ContainsKey("signedBy") == IsTrusted(entry) ? $"The repository {name} needs signedBy, or trusted: true if nobody signs it."
            : entry.ContainsKey("login") != entry.ContainsKey("passwordFile") ? $"The repository {name} needs login and passwordFile together."
            : Text(entry, "login") is { } login && login.Any(char.IsWhiteSpace) ? $"The login of the repository {name} cannot have spaces."
            : null;
    }

    /// <summary>Reads repositories without problems.</summary>
    /// <exception cref="ProviderException">A password cannot be read.</exception>
    public static IReadOnlyList<DebRepository> Read(IEnumerable<JsonObject> entries) => [.. entries.Select(static entry => new DebRepository
    {
        Name = Text(entry, "name")!,
        Namespaces = Texts(entry, "namespaces"),
        Uris = Texts(entry, "uris"),
        Suites = Texts(entry, "suites"),
        Components = Texts(entry, "components"),
        SignedBy = Text(entry, "signedBy"),
        Trusted = IsTrusted(entry),
        Login = Text(entry, "login"),
        Password = Text(entry, "passwordFile") is { } file ? Password(file) : null,
    })];

    private static string Password(string file)
    {
        try
        {
            var password = File.ReadAllText(file).Trim();
            return password.Length > 0 && !password.Any(char.IsWhiteSpace)
                ? password
                : throw new ProviderException(ErrorReason.Invalid, $"{file} does not hold a password, which has no spaces.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProviderException(ErrorReason.Invalid, $"The password of a repository cannot be read: {e.Message}", e);
        }
    }

    private static bool IsTrusted(JsonObject entry) => entry["trusted"]?.ToString() == "true";

    private static string? Text(JsonObject entry, string key) => entry[key] is JsonValue value ? value.ToString() : null;

    private static IReadOnlyList<string> Texts(JsonObject entry, string key) => entry[key] switch
    {
        JsonArray list => [.. list.Select(static item => item?.ToString() ?? "")],
        JsonValue value => [.. value.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)],
        _ => [],
    };

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" or "file" && uri.UserInfo.Length == 0 && !text.Any(char.IsWhiteSpace);

    [GeneratedRegex("^[A-Za-z0-9_-]+\\z")]
    private static partial Regex Word();

    [GeneratedRegex("^[A-Za-z0-9._/~+:-]+\\z")]
    private static partial Regex Plain();
}
