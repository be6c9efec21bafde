using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Plugins.OpenStack.Configuration;

namespace Reeve.Plugins.OpenStack.Client.Identity;

/// <summary>Writes what Keystone is asked a token with. Source: Identity API v3, <c>POST /v3/auth/tokens</c>.</summary>
internal static class TokenRequest
{
    /// <summary>The body.</summary>
    public static JsonElement Body(Credentials credentials, Scope scope)
    {
        var auth = new JsonObject { ["identity"] = Identity(credentials) };
        if (Written(scope) is { } found)
        {
            auth["scope"] = found;
        }

        return JsonSerializer.SerializeToElement(new JsonObject { ["auth"] = auth }, CloudJson.Default.JsonObject);
    }

    private static JsonObject Identity(Credentials credentials) => credentials switch
    {
        Credentials.Password password => Method("password", new JsonObject { ["user"] = User(password.User, password.Value) }),
        Credentials.ApplicationCredential credential => Method("application_credential", new JsonObject
        {
            ["id"] = credential.Id,
            ["secret"] = credential.Value.Reveal(),
        }),
        Credentials.NamedApplicationCredential credential => Method("application_credential", new JsonObject
        {
            ["name"] = credential.Name,
            ["secret"] = credential.Value.Reveal(),
            ["user"] = User(credential.User, null),
        }),
        Credentials.Token token => Method("token", new JsonObject { ["id"] = token.Value.Reveal() }),
        _ => throw new ArgumentOutOfRangeException(nameof(credentials)),
    };

    private static JsonObject Method(string name, JsonObject content) => new() { ["methods"] = new JsonArray(name), [name] = content };

    private static JsonObject User(UserReference user, Secret? password)
    {
        var found = user.Id is { } id ? new JsonObject { ["id"] = id } : new JsonObject { ["name"] = user.Name, ["domain"] = Domain(user.Domain) };
        if (password is { } value)
        {
            found["password"] = value.Reveal();
        }

        return found;
    }

    private static JsonObject? Written(Scope scope) => scope switch
    {
        Scope.Project { Id: { } id } => new JsonObject { ["project"] = new JsonObject { ["id"] = id } },
        Scope.Project project => new JsonObject { ["project"] = new JsonObject { ["name"] = project.Name, ["domain"] = Domain(project.NameDomain) } },
        Scope.Domain domain => new JsonObject { ["domain"] = Domain(domain.Reference) },
        Scope.WholeSystem => new JsonObject { ["system"] = new JsonObject { ["all"] = true } },
        Scope.Trust trust => new JsonObject { ["OS-TRUST:trust"] = new JsonObject { ["id"] = trust.Id } },
        _ => null,
    };

    private static JsonObject Domain(DomainReference? domain) => domain switch
    {
        { Id: { } id } => new JsonObject { ["id"] = id },
        { Name: { } name } => new JsonObject { ["name"] = name },
        _ => new JsonObject { ["id"] = "default" },
    };
}
