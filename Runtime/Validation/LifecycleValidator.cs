using Reeve.Kubernetes;

namespace Reeve.Runtime.Validation;

/// <summary>Validates hooks and the stop signal.</summary>
internal static class LifecycleValidator
{
    private static readonly HashSet<string> Signals = CreateSignals();

    public static void Validate(FieldErrors errors, Lifecycle? lifecycle, PodSpec spec, FieldPath field)
    {
        if (lifecycle?.PostStart is { } postStart)
        {
            HandlerValidator.Validate(errors, new(postStart), spec.TerminationGracePeriodSeconds, field.Child("postStart"));
        }

        if (lifecycle?.PreStop is { } preStop)
        {
            HandlerValidator.Validate(errors, new(preStop), spec.TerminationGracePeriodSeconds, field.Child("preStop"));
        }

        // The API server wants spec.os.name beside a signal; here the machine is known, so that it may be left out.
        if (lifecycle?.StopSignal is { } signal && !Signals.Contains(signal))
        {
            errors.NotSupported(field.Child("stopSignal"), signal, [.. Signals.Order(StringComparer.Ordinal)]);
        }
    }

    private static HashSet<string> CreateSignals()
    {
        string[] named =
        [
            "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE", "POLL", "PROF", "PWR",
            "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU", "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ",
        ];
        var realTime = Enumerable.Range(0, 16).Select(static i => i == 0 ? "RTMIN" : $"RTMIN+{i}")
            .Concat(Enumerable.Range(0, 15).Select(static i => i == 0 ? "RTMAX" : $"RTMAX-{i}"));
        return named.Concat(realTime).Select(static s => "SIG" + s).ToHashSet(StringComparer.Ordinal);
    }
}
