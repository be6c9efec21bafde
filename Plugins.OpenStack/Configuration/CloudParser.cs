using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Configuration.Files;

namespace Reeve.Plugins.OpenStack.Configuration;

/// <summary>Makes settings of what files and variables say: who, what for, where, and how it is reached.</summary>
internal sealed class CloudParser
{
    private static readonly string[] s_faces = ["public", "internal", "admin"];
    private readonly FoundCloud _found;
    private readonly SettingMap _auth;
    private readonly string _baseDirectory;
    private readonly string _home;

    private CloudParser(FoundCloud found, string baseDirectory, string home)
    {
        _found = found;
        _baseDirectory = baseDirectory;
        _home = home;

        // Many files have what belongs to auth beside it.
        _auth = found.Settings.MergedWith(found.Settings.Map("auth") ?? new SettingMap());
    }

    private string? AuthType => _auth.Text("auth_type")?.Replace("v3", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);

    /// <summary>The settings of a cloud.</summary>
    /// <param name="found">What is said of it.</param>
    /// <param name="baseDirectory">What relative paths are relative to.</param>
    /// <param name="home">What ~ stands for.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: something is missing or makes no sense; <see cref="ErrorReason.Unsupported"/>.</exception>
    public static CloudSettings Parse(FoundCloud found, string baseDirectory, string home) => new CloudParser(found, baseDirectory, home).Parse();

    private CloudSettings Parse()
    {
        if (_auth.Text("identity_api_version") is { } version && !version.StartsWith('3'))
        {
            throw Unsupported($"identity_api_version {version}: only version 3 is spoken");
        }

        var credentials = ParseCredentials();
        return new CloudSettings
        {
            Name = _found.Name,
            Source = _found.Source,
            AuthUrl = ParseAddress(),
            Credentials = credentials,

            // An application credential is for one project: Keystone refuses to be told which.
            Scope = credentials is Credentials.ApplicationCredential or Credentials.NamedApplicationCredential ? Scope.None : ParseScope(),
            Region = _auth.Text("region_name"),
            Interface = ParseInterface(),
            EndpointOverrides = ParseOverrides(),
            AuthorityFile = PathOf("cacert"),
            CertificateFile = PathOf("cert"),
            KeyFile = PathOf("key"),
            Insecure = IsTrue("insecure") || (_auth.Text("verify") is { } verify && !IsTrue(verify, "verify")),
        };
    }

    private Uri ParseAddress()
    {
        var text = _auth.Text("auth_url") ?? throw Missing("auth_url");
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) && address.UserInfo.Length == 0
            ? new Uri(address.GetLeftPart(UriPartial.Path))
            : throw Invalid("auth_url must be an address such as https://keystone.example.com/v3");
    }

    private Credentials ParseCredentials()
    {
        var type = AuthType ?? (_auth.Text("application_credential_id", "application_credential_name") is not null ? "applicationcredential"
            : _auth.Text("token", "auth_token") is not null && _auth.Text("password") is null ? "token" : "password");
        return type switch
        {
            "password" => new Credentials.Password(ParseUser(), SecretOf("password")),
            "token" => new Credentials.Token(new Secret(_auth.Text("token", "auth_token") ?? throw Missing("token"))),
            "applicationcredential" when _auth.Text("application_credential_id") is { } id => new Credentials.ApplicationCredential(id, SecretOf("application_credential_secret")),
            "applicationcredential" => new Credentials.NamedApplicationCredential(
                _auth.Text("application_credential_name") ?? throw Missing("application_credential_id"), ParseUser(), SecretOf("application_credential_secret")),
            _ => throw Unsupported($"auth_type {_auth.Text("auth_type")}: password, token and v3applicationcredential are"),
        };
    }

    private UserReference ParseUser() => _auth.Text("user_id") is { } id
        ? new UserReference { Id = id }
        : new UserReference { Name = _auth.Text("username", "user_name") ?? throw Missing("username"), Domain = DomainOf("user") };

    private Scope ParseScope()
    {
        if (_auth.Text("system_scope") is { } system)
        {
            return system == "all" ? new Scope.WholeSystem() : throw Invalid($"system_scope can be nothing but all, not {system}");
        }

        if (_auth.Text("trust_id") is { } trust)
        {
            return new Scope.Trust(trust);
        }

        if (_auth.Text("project_id", "tenant_id") is { } id)
        {
            return new Scope.Project(id, null, null);
        }

        if (_auth.Text("project_name", "tenant_name") is { } name)
        {
            return new Scope.Project(null, name, DomainOf("project"));
        }

        return Domain("domain_id", "domain_name") is { } domain ? new Scope.Domain(domain) : Scope.None;
    }

    private DomainReference DomainOf(string what) =>
        Domain($"{what}_domain_id", $"{what}_domain_name") ?? Domain("domain_id", "domain_name") ??
        Domain("default_domain_id", "default_domain_name") ?? new DomainReference { Id = _auth.Text("default_domain") ?? "default" };

    private DomainReference? Domain(string idName, string nameName) => _auth.Text(idName) is { } id
        ? new DomainReference { Id = id }
        : _auth.Text(nameName) is { } name ? new DomainReference { Name = name } : null;

    private string ParseInterface()
    {
        var face = _auth.Text("interface", "endpoint_type") ?? "public";
        face = face.EndsWith("URL", StringComparison.Ordinal) ? face[..^3] : face;
        return s_faces.Contains(face) ? face : throw Invalid($"interface must be public, internal or admin, not {face}");
    }

    private Dictionary<string, string> ParseOverrides()
    {
        const string Ending = "_endpoint_override";
        return _auth.Where(pair => pair.Key.EndsWith(Ending, StringComparison.Ordinal) && pair.Value is string { Length: > 0 })
            .ToDictionary(pair => pair.Key[..^Ending.Length].Replace('_', '-'), pair => (string)pair.Value, StringComparer.Ordinal);
    }

    private string? PathOf(string name)
    {
        var text = _auth.Text(name);
        text = text is ['~', '/', ..] ? Path.Combine(_home, text[2..]) : text;
        return text is null ? null : Path.GetFullPath(text, _baseDirectory);
    }

    private Secret SecretOf(string name) => new(_auth.Text(name) ?? throw Missing(name));

    private bool IsTrue(string name) => _auth.Text(name) is { } text && IsTrue(text, name);

    private bool IsTrue(string text, string name) => text.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "ON" or "1" => true,
        "FALSE" or "NO" or "OFF" or "0" => false,
        _ => throw Invalid($"{name} must be true or false"),
    };

    private ProviderException Missing(string name) => Invalid($"{name} is missing");

    private ProviderException Invalid(string what) => new(ErrorReason.Invalid, $"{_found.Source}: cloud {_found.Name}: {what}.");

    private ProviderException Unsupported(string what) => new(ErrorReason.Unsupported, $"{_found.Source}: cloud {_found.Name}: {what}.");
}
