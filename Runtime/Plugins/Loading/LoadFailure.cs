using System.Reflection;

namespace Reeve.Runtime.Plugins.Loading;

/// <summary>Says in one sentence why the first code of a plugin failed.</summary>
internal static class LoadFailure
{
    public static PluginLoadException Describe(Exception exception)
    {
        var cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
        return cause switch
        {
            // A missing library says more than the types that lack it.
            ReflectionTypeLoadException types => Describe(
                types.LoaderExceptions.FirstOrDefault(e => e is FileNotFoundException) ?? types.LoaderExceptions.FirstOrDefault() ?? new TypeLoadException()),
            TypeInitializationException { InnerException: { } initializer } => Describe(initializer),
            FileNotFoundException or FileLoadException => Malfunctioned(
                $"A library that it needs is missing: {cause.Message} Publish the plugin with all its libraries."),
            BadImageFormatException => Malfunctioned($"A file of it is not a valid assembly: {cause.Message}"),
            TypeLoadException or MissingMemberException => new PluginLoadException(
                PluginStatus.Incompatible, $"It was built against other versions than this host has: {cause.Message} Rebuild it against this release."),
            _ => Malfunctioned($"It failed while loading: {cause.GetType().Name}: {cause.Message}"),
        };
    }

    private static PluginLoadException Malfunctioned(string reason) => new(PluginStatus.Malfunctioned, reason);
}
