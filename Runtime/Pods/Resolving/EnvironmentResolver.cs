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
            var configMap = await FindAsync("ConfigMap", name, configMapRef.Optional, container, () => scope.FindConfigMapAsync(name, cancellationToken));
            values = configMap is not null ? configMap.Data : Missing("ConfigMap", name, configMapRef.Optional, container);
        }
        else if (source.SecretRef is { } secretRef)
        {
            (kind, name) = ("secret", secretRef.Name);
            var secret = await FindAsync("Secret", name, secretRef.Optional, container, () => scope.FindSecretAsync(name, cancellationToken));
            values = secret is not null ? Texts(secret) : Missing("Secret", name, secretRef.Optional, container);
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
                var configMap = await FindAsync(
                    "ConfigMap", reference.Name, reference.Optional, container, () => scope.FindConfigMapAsync(reference.Name, cancellationToken));
                if (configMap is null)
                {
                    Missing("ConfigMap", reference.Name, reference.Optional, container);
                    return null;
                }

                return Keyed(name, configMap.Data.GetValueOrDefault(reference.Key), "ConfigMap", reference.Name, reference.Key, reference.Optional, container);
            case { SecretKeyRef: { } reference }:
                var secret = await FindAsync(
                    "Secret", reference.Name, reference.Optional, container, () => scope.FindSecretAsync(reference.Name, cancellationToken));
                if (secret is null)
                {
                    Missing("Secret", reference.Name, reference.Optional, container);
                    return null;
                }

                return Keyed(name, Text(secret, reference.Key), "Secret", reference.Name, reference.Key, reference.Optional, container);
            case { FileKeyRef: { } file }:
                throw new ResolutionException($"environment variable {name}: fileKeyRef (file {file.Path} in volume {file.VolumeName}) is not supported");
            default:
                return new() { Name = name };
        }
    }

    // The reasons of the events are those that users of virtual-kubelet know.
    private async Task<T?> FindAsync<T>(string kind, string name, bool? optional, ContainerCommon container, Func<ValueTask<T?>> find)
        where T : KubernetesObject
    {
        try
        {
            return await find();
        }
        catch (ResolutionException e)
        {
            Note($"FailedToRead{Need(optional)}{kind}", $"{kind} {scope.Namespace}/{name} cannot be read: {e.Message}", container);
            throw;
        }
    }

    private KeyValuePair<string, string>[] Missing(string kind, string name, bool? optional, ContainerCommon container)
    {
        Note($"{Need(optional)}{kind}NotFound", $"{kind} {scope.Namespace}/{name} not found", container);
        return optional == true ? [] : throw new ResolutionException($"{kind.ToLowerInvariant()} \"{name}\" not found");
    }

    private EnvironmentEntry? Keyed(
        string variable, string? value, string kind, string name, string key, bool? optional, ContainerCommon container)
    {
        if (value is not null)
        {
            return new() { Name = variable, Value = value };
        }

        Note($"{Need(optional)}{kind}KeyNotFound", $"{kind} {scope.Namespace}/{name} has no key {key}", container);
        return optional == true ? null : throw new ResolutionException($"couldn't find key {key} in {kind} {scope.Namespace}/{name}");
    }

    private void Note(string reason, string message, ContainerCommon container) =>
        scope.Notes.Add(new() { Reason = reason, Message = message, Container = container.Name });

    private static string Need(bool? optional) => optional == true ? "Optional" : "Mandatory";

    private static string? Text(Secret secret, string key) =>
        ObjectData.Bytes(secret, key) is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;

    private static IEnumerable<KeyValuePair<string, string>> Texts(Secret secret) =>
        ObjectData.Keys(secret).Select(key => KeyValuePair.Create(key, Text(secret, key)!));
}
