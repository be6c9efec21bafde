using System.Text;
using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Resolving;

/// <summary>Makes the environment of one container. The first thing that is missing is its problem.</summary>
internal sealed class EnvironmentResolver(ResolutionScope scope)
{
    /// <summary>Resolves.</summary>
    /// <param name="container">The container.</param>
    /// <param name="services">Variables of services.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ResolutionException">Something is missing.</exception>
    public async Task<EnvironmentPlan> ResolveAsync(
        ContainerCommon container, IReadOnlyList<EnvironmentEntry> services, CancellationToken cancellationToken)
    {
        var entries = new List<EnvironmentEntry>(services);
        foreach (var source in container.EnvFrom)
        {
            await AddAllAsync(entries, container, source, cancellationToken);
        }

        foreach (var variable in container.Env)
        {
            var entry = variable.ValueFrom is { } source
                ? await GetAsync(variable.Name, source, container, cancellationToken)
                : new() { Name = variable.Name, Value = variable.Value ?? "", Source = EnvironmentSource.Literal };
            if (entry is not null)
            {
                entries.Add(entry);
            }
        }

        return new EnvironmentPlan(entries);
    }

    // Since Kubernetes 1.34 a name may have any printable ASCII character but the equals sign.
    private static bool IsName(string name) => name.Length > 0 && name.All(c => c is >= ' ' and <= '~' and not '=');

    private async Task AddAllAsync(
        List<EnvironmentEntry> entries, ContainerCommon container, EnvFromSource source, CancellationToken cancellationToken)
    {
        IEnumerable<KeyValuePair<string, string>> values = [];
        var (kind, name) = ("", "");
        if (source.ConfigMapRef is { } configMapRef)
        {
            (kind, name) = ("configMap", configMapRef.Name);
            var configMap = await scope.FindConfigMapAsync(name, cancellationToken);
            values = configMap is not null ? configMap.Data
                : configMapRef.Optional == true ? []
                : throw NotFound("configmap", name);
        }
        else if (source.SecretRef is { } secretRef)
        {
            (kind, name) = ("secret", secretRef.Name);
            var secret = await scope.FindSecretAsync(name, cancellationToken);
            values = secret is not null ? Texts(secret)
                : secretRef.Optional == true ? []
                : throw NotFound("secret", name);
        }

        var invalid = new List<string>();
        foreach (var (key, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var variable = source.Prefix + key;
            if (IsName(variable))
            {
                entries.Add(new() { Name = variable, Value = value });
            }
            else
            {
                invalid.Add(variable);
            }
        }

        if (invalid.Count > 0)
        {
            scope.Notes.Add(new()
            {
                Reason = "InvalidEnvironmentVariableNames",
                Message = $"Keys [{string.Join(", ", invalid)}] from the EnvFrom {kind} {scope.Namespace}/{name} were skipped since they are considered invalid environment variable names.",
                Container = container.Name,
            });
        }
    }

    private async Task<EnvironmentEntry?> GetAsync(
        string name, EnvVarSource source, ContainerCommon container, CancellationToken cancellationToken)
    {
        switch (source)
        {
            case { FieldRef: { } field }:
                var (kind, text) = FieldReferences.ForEnvironment(scope, field.FieldPath);
                return new() { Name = name, Value = text, Source = kind };
            case { ResourceFieldRef: { } resource }:
                return new() { Name = name, Value = ResourceReferences.Get(scope, resource, container.Name) };
            case { ConfigMapKeyRef: { } reference }:
                var configMap = await scope.FindConfigMapAsync(reference.Name, cancellationToken);
                return Keyed(name, configMap?.Data.GetValueOrDefault(reference.Key), configMap is not null, reference.Optional, "configmap", "ConfigMap", reference.Name, reference.Key);
            case { SecretKeyRef: { } reference }:
                var secret = await scope.FindSecretAsync(reference.Name, cancellationToken);
                var value = secret is null ? null : Text(secret, reference.Key);
                return Keyed(name, value, secret is not null, reference.Optional, "secret", "Secret", reference.Name, reference.Key);
            case { FileKeyRef: { } file }:
                throw new ResolutionException($"environment variable {name}: fileKeyRef (file {file.Path} in volume {file.VolumeName}) is not supported");
            default:
                return new() { Name = name };
        }
    }

    private EnvironmentEntry? Keyed(
        string variable, string? value, bool exists, bool? optional, string kind, string kindName, string name, string key) =>
        value is not null ? new() { Name = variable, Value = value }
        : optional == true ? null
        : throw (exists ? new ResolutionException($"couldn't find key {key} in {kindName} {scope.Namespace}/{name}") : NotFound(kind, name));

    private static ResolutionException NotFound(string kind, string name) => new($"{kind} \"{name}\" not found");

    private static string? Text(Secret secret, string key) =>
        ObjectData.Bytes(secret, key) is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;

    private static IEnumerable<KeyValuePair<string, string>> Texts(Secret secret) =>
        ObjectData.Keys(secret).Select(key => KeyValuePair.Create(key, Text(secret, key)!));
}
