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
        ArgumentNullException.ThrowIfNull(options);
        return services.AddReeveOperations(_ => options);
    }

    /// <summary>As <see cref="AddReeveOperations(IServiceCollection, OperationOptions)"/>, with options that are known once everything has been added.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">Gives the options.</param>
    public static IServiceCollection AddReeveOperations(this IServiceCollection services, Func<IServiceProvider, OperationOptions> options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(options);
        services.TryAddSingleton<ICommandRunner, LocalCommandRunner>();
        services.TryAddSingleton<ISecretStore>(static provider => new SecretStore(Path.Combine(provider.GetRequiredService<OperationOptions>().Directory, "secrets")));
        services.TryAddSingleton<IAuditLog>(static provider => OpenAudit(provider.GetRequiredService<OperationOptions>().Directory));
        services.TryAddSingleton(static provider => new StepServices
        {
            Commands = provider.GetRequiredService<ICommandRunner>(),
            Secrets = provider.GetRequiredService<ISecretStore>(),
            ClusterApis = provider.GetRequiredService<IClusterApiSource>(),
            Time = provider.GetRequiredService<TimeProvider>(),
        });
        services.TryAddSingleton(static provider => new OperationEngine(
            provider.GetRequiredService<OperationOptions>(),
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
        services.TryAddSingleton<IAuditLog>(_ => OpenAudit(directory));
        return services;
    }

    /// <inheritdoc cref="AddReeveAudit(IServiceCollection, string)"/>
    /// <param name="directory">Gives the directory, once everything has been added.</param>
    public static IServiceCollection AddReeveAudit(this IServiceCollection services, Func<IServiceProvider, string> directory)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(directory);
        services.TryAddSingleton<IAuditLog>(provider => OpenAudit(directory(provider)));
        return services;
    }

    private static AuditLog OpenAudit(string directory) => new(Path.Combine(directory, "audit"));
}
