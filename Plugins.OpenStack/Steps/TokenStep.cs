using System.Globalization;
using System.Text.Json.Nodes;
using Reeve.Plugins.OpenStack.Distributions;
using Reeve.Plugins.OpenStack.Pki;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Makes a token by which machines of this operation join. It ends by itself within the hour.</summary>
internal sealed class TokenStep(CloudSteps steps) : StepKind<TokenArguments>("join-token", StepJson.Default.TokenArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<TokenArguments> run, CancellationToken cancellationToken)
    {
        var token = await JoinToken.ReadOrMakeAsync(run.Context, steps.Time.GetUtcNow(), cancellationToken, run.Arguments.Name);
        if (!run.Arguments.Tell)
        {
            return [];
        }

        await new ClusterCalls(run.Context.GetClusterApi(run.Arguments.Cluster)).CreateAsync("/api/v1/namespaces/kube-system/secrets", Describe(token, DistributionCatalog.Of(run.Arguments.Distribution).TokenGroup), cancellationToken);
        return [];
    }

    private static JsonObject Describe(JoinToken token, string group) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject { ["name"] = $"bootstrap-token-{token.Id}", ["namespace"] = "kube-system" },
        ["type"] = "bootstrap.kubernetes.io/token",
        ["stringData"] = new JsonObject
        {
            ["token-id"] = token.Id,
            ["token-secret"] = token.Secret,
            ["expiration"] = token.Expires.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["usage-bootstrap-authentication"] = "true",
            ["usage-bootstrap-signing"] = "true",
            ["auth-extra-groups"] = group,
        },
    };
}
