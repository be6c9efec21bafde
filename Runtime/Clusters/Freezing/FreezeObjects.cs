using System.Text.Json.Nodes;

namespace Reeve.Runtime.Clusters.Freezing;

/// <summary>The objects by which an API server refuses writes.</summary>
/// <remarks>
/// <para>Before 1.30, a validating webhook that the agent serves. Its failure policy is Ignore and its timeout two seconds: with the agent gone
/// the cluster goes on as if it were not there, rather than stand still. The connection to a port that nobody serves is refused at once.</para>
/// <para>From 1.30 a ValidatingAdmissionPolicy, which the API server decides by itself. Its failure policy is Ignore too: an expression that
/// cannot be evaluated refuses nothing.</para>
/// </remarks>
internal static class FreezeObjects
{
    private const string Api = "/apis/admissionregistration.k8s.io/v1";
    private const string NamespaceLabel = "kubernetes.io/metadata.name";

    /// <summary>The release since which the policy is there by default.</summary>
    public const int FirstPolicyMinor = 30;

    public static string WebhookPath => $"{Api}/validatingwebhookconfigurations/{FreezeRules.ObjectName}";

    public static string PolicyPath => $"{Api}/validatingadmissionpolicies/{FreezeRules.ObjectName}";

    public static string BindingPath => $"{Api}/validatingadmissionpolicybindings/{FreezeRules.ObjectName}";

    public static string ListPathOf(string path) => path[..path.LastIndexOf('/')];

    public static JsonObject Webhook(Uri url, string authorityPem, IReadOnlyList<string> systemNamespaces) => Object("ValidatingWebhookConfiguration", new JsonObject
    {
        ["webhooks"] = new JsonArray(new JsonObject
        {
            ["name"] = "write-freeze.reeve.dev",
            ["admissionReviewVersions"] = new JsonArray("v1"),
            ["sideEffects"] = "None",
            ["failurePolicy"] = "Ignore",
            ["timeoutSeconds"] = 2,
            ["matchPolicy"] = "Equivalent",
            ["clientConfig"] = new JsonObject
            {
                ["url"] = url.AbsoluteUri,
                ["caBundle"] = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(authorityPem)),
            },
            ["namespaceSelector"] = NotIn(systemNamespaces),
            ["rules"] = Rules(),
        }),
    });

    public static JsonObject Policy(IReadOnlyList<string> systemNamespaces) => Object("ValidatingAdmissionPolicy", new JsonObject
    {
        ["spec"] = new JsonObject
        {
            ["failurePolicy"] = "Ignore",
            ["matchConstraints"] = new JsonObject { ["namespaceSelector"] = NotIn(systemNamespaces), ["resourceRules"] = Rules() },
            ["matchConditions"] = new JsonArray(
                Condition("not-a-part-of-kubernetes", $"!(request.userInfo.username in {List(FreezeRules.FreeUsers)})"),
                Condition(
                    "not-of-a-group-of-parts",
                    $"!request.userInfo.groups.exists(group, group in {List(FreezeRules.FreeGroupsOfUsers(systemNamespaces))})"),
                Condition("not-a-review-or-lease", $"!(request.resource.group in {List(FreezeRules.FreeGroups)})"),
                Condition("not-an-event-or-token", "!(request.resource.group == '' && (request.resource.resource == 'events' || (request.resource.resource == 'serviceaccounts' && request.subResource == 'token')))")),
            ["validations"] = new JsonArray(new JsonObject { ["expression"] = "false", ["message"] = FreezeRules.Message, ["reason"] = "Forbidden" }),
        },
    });

    public static JsonObject Binding() => Object("ValidatingAdmissionPolicyBinding", new JsonObject
    {
        ["spec"] = new JsonObject { ["policyName"] = FreezeRules.ObjectName, ["validationActions"] = new JsonArray("Deny") },
    });

    private static JsonObject Object(string kind, JsonObject rest)
    {
        rest["apiVersion"] = "admissionregistration.k8s.io/v1";
        rest["kind"] = kind;
        rest["metadata"] = new JsonObject
        {
            ["name"] = FreezeRules.ObjectName,
            ["labels"] = new JsonObject { ["app.kubernetes.io/managed-by"] = "reeve" },
        };
        return rest;
    }

    // Namespaces bear their name as a label since 1.21; before, all match, and who answers knows the exceptions.
    private static JsonObject NotIn(IReadOnlyList<string> systemNamespaces) => new()
    {
        ["matchExpressions"] = new JsonArray(new JsonObject
        {
            ["key"] = NamespaceLabel,
            ["operator"] = "NotIn",
            ["values"] = new JsonArray([.. systemNamespaces.Select(ns => JsonValue.Create(ns))]),
        }),
    };

    private static JsonArray Rules() => new(Rule("*", "*/*", "Namespaced"), Rule("", "namespaces", "Cluster"));

    private static JsonObject Rule(string group, string resources, string scope) => new()
    {
        ["apiGroups"] = new JsonArray(group),
        ["apiVersions"] = new JsonArray("*"),
        ["operations"] = new JsonArray("CREATE", "UPDATE", "DELETE"),
        ["resources"] = new JsonArray(resources),
        ["scope"] = scope,
    };

    private static JsonObject Condition(string name, string expression) => new() { ["name"] = name, ["expression"] = expression };

    private static string List(IEnumerable<string> values) => $"[{string.Join(", ", values.Select(value => $"'{value}'"))}]";
}
