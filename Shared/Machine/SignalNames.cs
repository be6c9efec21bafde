using System.Collections.Frozen;
using System.Globalization;

namespace Reeve.Machine;

/// <summary>Signal names as in a pod's <c>lifecycle.stopSignal</c>; see signal(7), x86_64 and arm64.</summary>
public static class SignalNames
{
    public const int Terminate = 15;

    private const int RealTimeMinimum = 34;
    private const int RealTimeMaximum = 64;

    private static readonly FrozenDictionary<string, int> Numbers = new Dictionary<string, int>
    {
        ["SIGHUP"] = 1, ["SIGINT"] = 2, ["SIGQUIT"] = 3, ["SIGILL"] = 4, ["SIGTRAP"] = 5, ["SIGABRT"] = 6, ["SIGIOT"] = 6,
        ["SIGBUS"] = 7, ["SIGFPE"] = 8, ["SIGKILL"] = 9, ["SIGUSR1"] = 10, ["SIGSEGV"] = 11, ["SIGUSR2"] = 12, ["SIGPIPE"] = 13,
        ["SIGALRM"] = 14, ["SIGTERM"] = Terminate, ["SIGSTKFLT"] = 16, ["SIGCHLD"] = 17, ["SIGCLD"] = 17, ["SIGCONT"] = 18,
        ["SIGSTOP"] = 19, ["SIGTSTP"] = 20, ["SIGTTIN"] = 21, ["SIGTTOU"] = 22, ["SIGURG"] = 23, ["SIGXCPU"] = 24,
        ["SIGXFSZ"] = 25, ["SIGVTALRM"] = 26, ["SIGPROF"] = 27, ["SIGWINCH"] = 28, ["SIGIO"] = 29, ["SIGPOLL"] = 29,
        ["SIGPWR"] = 30, ["SIGSYS"] = 31, ["SIGRTMIN"] = RealTimeMinimum, ["SIGRTMAX"] = RealTimeMaximum,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The number.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: it is no signal.</exception>
    public static int Get(string name) => NumberOf(name) ?? throw new ProviderException(ErrorReason.Invalid, $"{name} is no signal.");

    /// <summary>The number, or null if it is no signal.</summary>
    public static int? NumberOf(string name)
    {
        if (Numbers.TryGetValue(name, out var number))
        {
            return number;
        }

        return Offset(name, "SIGRTMIN+") is { } up ? InRange(RealTimeMinimum + up)
            : Offset(name, "SIGRTMAX-") is { } down ? InRange(RealTimeMaximum - down)
            : null;
    }

    private static int? Offset(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? offset
            : null;

    private static int? InRange(int number) => number is >= RealTimeMinimum and <= RealTimeMaximum ? number : null;
}
