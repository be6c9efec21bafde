using Reeve.Containers;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Launching;

/// <summary>
/// Makes the argument vector: <c>command</c> replaces the image's entry point and its arguments, <c>args</c> replaces its
/// arguments alone. Source: <c>Container.command</c> and <c>Container.args</c> in the API reference.
/// </summary>
internal static class CommandLine
{
    public static IReadOnlyList<string> Build(
        IReadOnlyList<string> command, IReadOnlyList<string> args, ResolvedImage image, Func<IReadOnlyDictionary<string, string>> variables)
    {
        var program = command.Count > 0 ? Expand(command, variables) : image.Entrypoint;
        var rest = args.Count > 0 ? Expand(args, variables) : command.Count > 0 ? [] : image.Arguments;
        return rest.Count == 0 ? program : program.Count == 0 ? rest : [.. program, .. rest];
    }

    private static IReadOnlyList<string> Expand(IReadOnlyList<string> items, Func<IReadOnlyDictionary<string, string>> variables) =>
        items.Any(static item => item.Contains('$', StringComparison.Ordinal))
            ? [.. items.Select(item => VariableExpansion.Expand(item, variables()))]
            : items;
}
