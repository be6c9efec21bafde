using System.Text;
using System.Text.Json;
using Reeve.Distributions.K3s;
using Reeve.Plugins.OpenStack.Pki;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Makes the cluster's authorities, unless there are some. What may be public of them is the outputs.</summary>
internal sealed class PkiStep(CloudSteps steps) : StepKind<ClusterArguments>("pki", StepJson.Default.ClusterArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<ClusterArguments> run, CancellationToken cancellationToken)
    {
        var material = await ReadOrMakeAsync(run, cancellationToken);
        return new Dictionary<string, string>
        {
            ["authority"] = Encode(material.Authority),
            ["etcd"] = Encode(material.Etcd),
            ["frontProxy"] = Encode(material.FrontProxy),
            ["serviceAccounts"] = Encode(material.ServiceAccounts),
            ["hash"] = ClusterPki.HashOf(material.Authority.Certificate),
            ["digest"] = K3sToken.HashOf(material.Authority.Certificate),
        };
    }

    private async Task<PkiMaterial> ReadOrMakeAsync(StepRun<ClusterArguments> run, CancellationToken cancellationToken)
    {
        try
        {
            return await ClusterPki.ReadAsync(run.Context, cancellationToken);
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.NotFound)
        {
            var made = ClusterPki.Make(steps.Time.GetUtcNow());
            await run.Context.SetSecretAsync(PkiMaterial.SecretName, JsonSerializer.Serialize(made, StepJson.Default.PkiMaterial), cancellationToken);
            return made;
        }
    }

    private static string Encode(KeyMaterial material) => Convert.ToBase64String(Encoding.UTF8.GetBytes(material.Certificate));
}
