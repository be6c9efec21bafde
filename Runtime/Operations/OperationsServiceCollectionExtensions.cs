using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Operations.Audit;
using Reeve.Runtime.Operations.Secrets;
using Reeve.Runtime.Operations.Steps;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds what carries out operations on clusters.</summary>
public static class OperationsServiceCollectionExtensions
{
    /// <summary>
    /// Adds an <see cref="IOperationEngine"/>, which resumes what had not ended when the host starts, with its <see cref="IAuditLog"/>,
    /// <see cref="ISecretStore"/> and <see cref="ICommandRunner"/>. The caller adds an <see cref="IProvisionerSource"/> and an
    /// <see cref="IClusterApiSource"/>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="options">The options.</param>
    public static IServiceCollection AddReeveOperations(this IServiceCollection services, OperationOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ICommandRunner, LocalCommandRunner>();
        services.TryAddSingleton<ISecretStore>(_ => new SecretStore(Path.Combine(options.Directory, "secrets")));
        services.AddReeveAudit(options.Directory);
        services.TryAddSingleton(static provider => new StepServices
        {
            Commands = provider.GetRequiredService<ICommandRunner>(),
            Secrets = provider.GetRequiredService<ISecretStore>(),
            ClusterApis = provider.GetRequiredService<IClusterApiSource>(),
            Time = provider.GetRequiredService<TimeProvider>(),
        });
        services.TryAddSingleton(provider => new OperationEngine(
            options,
            provider.GetRequiredService<IProvisionerSource>(),
            provider.GetRequiredService<StepServices>(),
            provider.GetRequiredService<IAuditLog>(),
            provider.GetRequiredService<ILogger<OperationEngine>>()));
        services.TryAddSingleton<IOperationEngine>(static provider => provider.GetRequiredService<OperationEngine>());
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<OperationEngine>());
        return services;
    }

    /// <summary>Adds an <see cref="IAuditLog"/> alone, for hosts that may have no operations.</summary>
    /// <param name="services">The services.</param>
    /// <param name="directory">As <see cref="OperationOptions.Directory"/>: the trail is in <c>audit</c> below it.</param>
    public static IServiceCollection AddReeveAudit(this IServiceCollection services, string directory)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<IAuditLog>(_ => new AuditLog(Path.Combine(directory, "audit")));
        return services;
    }
}
