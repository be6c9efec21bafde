using Reeve.Runtime.Clusters.Planning;
using Reeve.Runtime.Operations;

namespace Reeve.Runtime.Clusters.Freezing;

/// <summary>Whether an operation is between the step that freezes and the one that thaws, in whichever direction.</summary>
internal static class FreezeSteps
{
    public static bool WantFrozen(Operation? operation)
    {
        if (operation is not { State: OperationState.Running or OperationState.Undoing })
        {
            return false;
        }

        var freeze = operation.Steps.FirstOrDefault(step => step.Id == AgentSteps.FreezeId);
        var thaw = operation.Steps.FirstOrDefault(step => step.Id == AgentSteps.ThawId);
        return freeze?.State is StepState.Done or StepState.AlreadyDone or StepState.Verifying
            && thaw?.State is StepState.Pending or StepState.Undone;
    }
}
