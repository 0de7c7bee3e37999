/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  mutation CreateStormWorkflow($input: CreateWorkflowInput!) {\n    createWorkflow(input: $input) {\n      workflow {\n        draftRevision\n      }\n    }\n  }\n": typeof types.CreateStormWorkflowDocument,
    "\n  mutation PublishStormWorkflow($input: PublishWorkflowInput!) {\n    publishWorkflow(input: $input) {\n      workflow {\n        name\n      }\n    }\n  }\n": typeof types.PublishStormWorkflowDocument,
    "\n  mutation StartStormSaga($input: StartSagaInput!) {\n    startSaga(input: $input) {\n      saga {\n        id\n      }\n    }\n  }\n": typeof types.StartStormSagaDocument,
    "\n  mutation TransactStorm($input: TransactInput!) {\n    transact(input: $input) {\n      saga {\n        id\n      }\n    }\n  }\n": typeof types.TransactStormDocument,
    "\n  mutation CancelStormSaga($id: ID!) {\n    cancelSaga(id: $id) {\n      saga {\n        id\n      }\n    }\n  }\n": typeof types.CancelStormSagaDocument,
    "\n  mutation CancelStormRun($id: ID!) {\n    cancelRun(id: $id) {\n      run {\n        id\n      }\n    }\n  }\n": typeof types.CancelStormRunDocument,
    "\n  mutation PauseStormRun($id: ID!) {\n    pauseRun(id: $id) {\n      run {\n        id\n      }\n    }\n  }\n": typeof types.PauseStormRunDocument,
    "\n  mutation ResumeStormRun($id: ID!) {\n    resumeRun(id: $id) {\n      run {\n        id\n      }\n    }\n  }\n": typeof types.ResumeStormRunDocument,
    "\n  query PendingStormApprovals {\n    pendingApprovals(first: 100) {\n      nodes {\n        id\n      }\n    }\n  }\n": typeof types.PendingStormApprovalsDocument,
    "\n  mutation DecideStormApproval($input: DecideApprovalInput!) {\n    decideApproval(input: $input) {\n      approval {\n        id\n      }\n    }\n  }\n": typeof types.DecideStormApprovalDocument,
    "\n  query StuckStormSagas {\n    sagas(first: 100, filter: { status: [STUCK] }) {\n      nodes {\n        id\n        steps {\n          id\n        }\n        state {\n          ... on SagaStuck {\n            error {\n              message\n            }\n            decisions {\n              stepId\n              why\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.StuckStormSagasDocument,
    "\n  mutation RetryStormCompensation($id: ID!) {\n    retryCompensation(id: $id) {\n      saga {\n        id\n      }\n    }\n  }\n": typeof types.RetryStormCompensationDocument,
    "\n  mutation ResolveStormStuck($input: ResolveStuckInput!) {\n    resolveStuck(input: $input) {\n      saga {\n        id\n      }\n    }\n  }\n": typeof types.ResolveStormStuckDocument,
    "\n  subscription FollowStormRun($id: ID!, $after: ID) {\n    runUpdated(id: $id, after: $after) {\n      cursor\n      kind\n    }\n  }\n": typeof types.FollowStormRunDocument,
    "\n  subscription FollowStormSaga($id: ID!, $after: ID) {\n    sagaUpdated(id: $id, after: $after) {\n      cursor\n      kind\n    }\n  }\n": typeof types.FollowStormSagaDocument,
    "\n  query Comments($id: ID!, $first: Int, $after: String) {\n    record(id: $id) {\n      commentCount\n      comments(first: $first, after: $after) {\n        nodes {\n          id\n          text\n          author {\n            id\n            name\n          }\n          createdTime\n          lastUpdatedTime\n          parentCommentId\n          mentions {\n            id\n            type\n            displayName\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.CommentsDocument,
    "\n  mutation CreateComment($input: CreateCommentInput!) {\n    createComment(input: $input) {\n      id\n    }\n  }\n": typeof types.CreateCommentDocument,
    "\n  mutation UpdateComment($input: UpdateCommentInput!) {\n    updateComment(input: $input) {\n      text\n      lastUpdatedTime\n    }\n  }\n": typeof types.UpdateCommentDocument,
    "\n  mutation DeleteComment($input: DeleteCommentInput!) {\n    deleteComment(input: $input) {\n      id\n    }\n  }\n": typeof types.DeleteCommentDocument,
    "\n  query Files($id: ID!) {\n    record(id: $id) {\n      attachments(field: \"Files\") {\n        id\n        url\n        filename\n        size\n        type\n      }\n    }\n  }\n": typeof types.FilesDocument,
    "\n  mutation Upload($input: UploadAttachmentInput!) {\n    uploadAttachment(input: $input) {\n      attachments {\n        id\n        url\n        filename\n        size\n        type\n        width\n        thumbnails {\n          small {\n            url\n          }\n        }\n      }\n    }\n  }\n": typeof types.UploadDocument,
    "\n  mutation SyncCsv($input: SyncCsvInput!) {\n    syncCsv(input: $input) {\n      table {\n        id\n        name\n      }\n    }\n  }\n": typeof types.SyncCsvDocument,
    "\n  query TeamNames($base: ID!) {\n    base(id: $base) {\n      table(key: \"Teams\") {\n        records(first: 100) {\n          nodes {\n            cell(field: \"Name\")\n          }\n        }\n      }\n    }\n  }\n": typeof types.TeamNamesDocument,
    "\n  mutation ConnectByToken($input: ConnectAirtableInput!) {\n    connectAirtable(input: $input) {\n      id\n      name\n      method\n      status\n      airtableUserId\n      email\n      scopes\n      connectedAt\n      checkedAt\n    }\n  }\n": typeof types.ConnectByTokenDocument,
    "\n  query Connections {\n    airtableConnections {\n      id\n      name\n      status\n    }\n  }\n": typeof types.ConnectionsDocument,
    "\n  mutation StartOAuth($input: StartAirtableOAuthInput!) {\n    startAirtableOAuth(input: $input) {\n      authorizationUrl\n      state\n      expiresAt\n    }\n  }\n": typeof types.StartOAuthDocument,
    "\n  mutation FinishOAuth($input: FinishAirtableOAuthInput!) {\n    finishAirtableOAuth(input: $input) {\n      method\n      status\n      airtableUserId\n      scopes\n    }\n  }\n": typeof types.FinishOAuthDocument,
    "\n  mutation RenameConnection($input: RenameAirtableConnectionInput!) {\n    renameAirtableConnection(input: $input) {\n      id\n      name\n    }\n  }\n": typeof types.RenameConnectionDocument,
    "\n  mutation CheckConnection($id: ID!) {\n    checkAirtableConnection(id: $id) {\n      status\n      checkedAt\n    }\n  }\n": typeof types.CheckConnectionDocument,
    "\n  mutation Disconnect($id: ID!) {\n    disconnectAirtable(id: $id) {\n      id\n    }\n  }\n": typeof types.DisconnectDocument,
    "\n  query NamesOfBases {\n    bases {\n      name\n      permissionLevel\n      connection {\n        id\n      }\n    }\n  }\n": typeof types.NamesOfBasesDocument,
    "\n  mutation CreatePolicy($input: CreateDataPolicyInput!) {\n    createDataPolicy(input: $input) {\n      id\n      name\n      effect\n      subject {\n        kind\n        id\n      }\n      operations\n      baseId\n      tableId\n      fieldIds\n      rows\n      problem\n    }\n  }\n": typeof types.CreatePolicyDocument,
    "\n  mutation UpdatePolicy($input: UpdateDataPolicyInput!) {\n    updateDataPolicy(input: $input) {\n      id\n      description\n      fieldIds\n    }\n  }\n": typeof types.UpdatePolicyDocument,
    "\n  mutation DeletePolicy($id: ID!) {\n    deleteDataPolicy(id: $id) {\n      id\n    }\n  }\n": typeof types.DeletePolicyDocument,
    "\n  mutation SetDenied($deniedData: DeniedData!) {\n    setDeniedData(deniedData: $deniedData) {\n      deniedData\n    }\n  }\n": typeof types.SetDeniedDocument,
    "\n  query Policies {\n    dataPolicies {\n      id\n      description\n      createdAt\n      createdBy\n      problem\n    }\n  }\n": typeof types.PoliciesDocument,
    "\n  query Access {\n    dataAccess {\n      deniedData\n    }\n  }\n": typeof types.AccessDocument,
    "\n  query Why($input: WhyDeniedInput!) {\n    whyDenied(input: $input) {\n      allowed\n      rows\n      deniedFields {\n        name\n      }\n      reasons {\n        effect\n        text\n        policy {\n          id\n        }\n      }\n    }\n  }\n": typeof types.WhyDocument,
    "\n  query PersonUnderPolicies($id: ID!) {\n    record(id: $id) {\n      cells\n      age: cell(field: \"Age\")\n    }\n  }\n": typeof types.PersonUnderPoliciesDocument,
    "\n  query PeopleUnderPolicies($base: ID!, $search: String!) {\n    base(id: $base) {\n      table(key: \"People\") {\n        fields {\n          name\n        }\n        records(search: $search) {\n          nodes {\n            id\n          }\n        }\n      }\n    }\n  }\n": typeof types.PeopleUnderPoliciesDocument,
    "\n  subscription RecordChanges($base: ID!, $table: String, $after: String) {\n    recordsChanged(baseId: $base, table: $table, after: $after) {\n      cursor\n      changesMissed\n      changes {\n        kind\n        id\n        at\n        source\n        actor {\n          id\n        }\n        changedFields {\n          name\n        }\n        record {\n          age: cell(field: \"Age\")\n        }\n      }\n    }\n  }\n": typeof types.RecordChangesDocument,
    "\n  mutation KeepWatching($base: ID!) {\n    keepWatching(baseId: $base) {\n      active\n    }\n  }\n": typeof types.KeepWatchingDocument,
    "\n  mutation SetAge($input: UpdateRecordsInput!) {\n    updateRecords(input: $input) {\n      succeeded\n    }\n  }\n": typeof types.SetAgeDocument,
    "\n  mutation DeletePeople($input: DeleteRecordsInput!) {\n    deleteRecords(input: $input) {\n      succeeded\n    }\n  }\n": typeof types.DeletePeopleDocument,
    "\n  query People(\n    $base: ID!\n    $first: Int\n    $after: String\n    $filter: RecordFilter\n    $search: String\n    $formula: String\n    $sort: [RecordSort!]\n    $view: String\n  ) {\n    base(id: $base) {\n      table(key: \"People\") {\n        records(\n          first: $first\n          after: $after\n          filter: $filter\n          search: $search\n          formula: $formula\n          sort: $sort\n          view: $view\n        ) {\n          nodes {\n            id\n            name: cell(field: \"Name\")\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n": typeof types.PeopleDocument,
    "\n  query OneRecord($id: ID!) {\n    record(id: $id) {\n      id\n      recordId\n      createdTime\n      base {\n        name\n      }\n      table {\n        name\n      }\n      cells\n      byId: cells(keyedBy: ID)\n      age: cell(field: \"Age\")\n      linkedRecords(field: \"Team\") {\n        nodes {\n          id\n          cell(field: \"Name\")\n          linkedRecords(field: \"Members\", first: 1) {\n            nodes {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.OneRecordDocument,
    "\n  query Ratio($id: ID!) {\n    record(id: $id) {\n      cells\n      ratio: cell(field: \"Ratio\")\n    }\n  }\n": typeof types.RatioDocument,
    "\n  query UnknownCell($id: ID!) {\n    record(id: $id) {\n      id\n      cell(field: \"Nothing\")\n    }\n  }\n": typeof types.UnknownCellDocument,
    "\n  query ManyRecords($ids: [ID!]!) {\n    records(ids: $ids) {\n      id\n      cell(field: \"Name\")\n    }\n  }\n": typeof types.ManyRecordsDocument,
    "\n  mutation CreateOne($input: CreateRecordInput!) {\n    createRecord(input: $input) {\n      record {\n        id\n        cells\n      }\n    }\n  }\n": typeof types.CreateOneDocument,
    "\n  mutation CreateMany($input: CreateRecordsInput!) {\n    createRecords(input: $input) {\n      results {\n        outcome\n        id\n        record {\n          cells\n        }\n        error {\n          code\n          message\n          field\n          airtableType\n        }\n      }\n      succeeded\n      failed\n    }\n  }\n": typeof types.CreateManyDocument,
    "\n  mutation UpdateMany($input: UpdateRecordsInput!) {\n    updateRecords(input: $input) {\n      results {\n        outcome\n        id\n        record {\n          cells\n        }\n        error {\n          code\n          field\n        }\n      }\n      succeeded\n      failed\n    }\n  }\n": typeof types.UpdateManyDocument,
    "\n  mutation ReplaceMany($input: UpdateRecordsInput!) {\n    replaceRecords(input: $input) {\n      results {\n        outcome\n        record {\n          cells\n        }\n        error {\n          code\n        }\n      }\n    }\n  }\n": typeof types.ReplaceManyDocument,
    "\n  mutation UpsertMany($input: UpsertRecordsInput!) {\n    upsertRecords(input: $input) {\n      results {\n        outcome\n        id\n        record {\n          cells\n        }\n        error {\n          code\n          field\n        }\n      }\n    }\n  }\n": typeof types.UpsertManyDocument,
    "\n  mutation DeleteMany($input: DeleteRecordsInput!) {\n    deleteRecords(input: $input) {\n      results {\n        outcome\n        id\n        error {\n          code\n        }\n      }\n      succeeded\n      failed\n    }\n  }\n": typeof types.DeleteManyDocument,
    "\n  query AgesOf($ids: [ID!]!) {\n    records(ids: $ids) {\n      cell(field: \"Age\")\n    }\n  }\n": typeof types.AgesOfDocument,
    "\n  query CountByName($base: ID!, $filter: RecordFilter!) {\n    base(id: $base) {\n      table(key: \"People\") {\n        records(filter: $filter) {\n          nodes {\n            id\n          }\n        }\n      }\n    }\n  }\n": typeof types.CountByNameDocument,
    "\n  query Schema($base: ID!) {\n    base(id: $base) {\n      id\n      name\n      permissionLevel\n      tables {\n        id\n        name\n        description\n        primaryField {\n          name\n        }\n        fields {\n          id\n          name\n          type\n          description\n          options\n        }\n        views {\n          id\n          name\n          type\n          visibleFields {\n            name\n          }\n        }\n      }\n    }\n  }\n": typeof types.SchemaDocument,
    "\n  query FieldsOf($base: ID!, $table: String!) {\n    base(id: $base) {\n      table(key: $table) {\n        id\n        name\n        fields {\n          name\n          type\n        }\n      }\n    }\n  }\n": typeof types.FieldsOfDocument,
    "\n  mutation CreateBase($input: CreateBaseInput!) {\n    createBase(input: $input) {\n      id\n      name\n      permissionLevel\n      tables {\n        name\n      }\n    }\n  }\n": typeof types.CreateBaseDocument,
    "\n  mutation DeleteBase($id: ID!) {\n    deleteBase(id: $id) {\n      id\n    }\n  }\n": typeof types.DeleteBaseDocument,
    "\n  mutation CreateTable($input: CreateTableInput!) {\n    createTable(input: $input) {\n      id\n      name\n      description\n      primaryField {\n        name\n        type\n      }\n      views {\n        name\n      }\n    }\n  }\n": typeof types.CreateTableDocument,
    "\n  mutation UpdateTable($input: UpdateTableInput!) {\n    updateTable(input: $input) {\n      id\n      name\n      description\n    }\n  }\n": typeof types.UpdateTableDocument,
    "\n  mutation CreateField($input: CreateFieldInput!) {\n    createField(input: $input) {\n      id\n      name\n      type\n      options\n    }\n  }\n": typeof types.CreateFieldDocument,
    "\n  mutation UpdateField($input: UpdateFieldInput!) {\n    updateField(input: $input) {\n      id\n      name\n      description\n      options\n    }\n  }\n": typeof types.UpdateFieldDocument,
    "\n  mutation Fill($input: CreateRecordsInput!) {\n    createRecords(input: $input) {\n      succeeded\n    }\n  }\n": typeof types.FillDocument,
    "\n  query ByField($base: ID!, $table: String!, $field: String!, $filter: RecordFilter!) {\n    base(id: $base) {\n      table(key: $table) {\n        records(filter: $filter, sort: [{ field: $field }]) {\n          nodes {\n            cell(field: $field)\n            cells\n          }\n        }\n      }\n    }\n  }\n": typeof types.ByFieldDocument,
    "\n  mutation ConnectSmallWorkspace($token: String!) {\n    connectAirtable(input: { token: $token }) {\n      id\n    }\n  }\n": typeof types.ConnectSmallWorkspaceDocument,
    "\n  mutation CreateInSmallWorkspace($input: CreateRecordsInput!) {\n    createRecords(input: $input) {\n      results {\n        id\n      }\n    }\n  }\n": typeof types.CreateInSmallWorkspaceDocument,
    "\n  query GraphPartsOf($of: ID) {\n    graphParts(of: $of) {\n      id\n      kind\n      label\n      name\n      one\n      typeName\n      hidden\n      removedAt\n    }\n  }\n": typeof types.GraphPartsOfDocument,
    "\n  mutation RenamePart($input: RenameGraphPartInput!) {\n    renameGraphPart(input: $input) {\n      id\n      name\n      one\n      typeName\n    }\n  }\n": typeof types.RenamePartDocument,
    "\n  mutation HidePart($id: ID!) {\n    hideGraphPart(id: $id) {\n      hidden\n    }\n  }\n": typeof types.HidePartDocument,
    "\n  mutation ShowPart($id: ID!) {\n    showGraphPart(id: $id) {\n      hidden\n    }\n  }\n": typeof types.ShowPartDocument,
    "\n  mutation DropPart($id: ID!) {\n    dropGraphPart(id: $id) {\n      id\n    }\n  }\n": typeof types.DropPartDocument,
    "\n  query GraphSettings {\n    graphSettings {\n      breakingChanges\n    }\n  }\n": typeof types.GraphSettingsDocument,
    "\n  mutation SetBreakingChanges($policy: BreakingGraphChanges!) {\n    setBreakingGraphChanges(policy: $policy) {\n      breakingChanges\n    }\n  }\n": typeof types.SetBreakingChangesDocument,
    "\n  query GraphChanges {\n    graphChanges(first: 5) {\n      nodes {\n        id\n        state\n        breaks {\n          path\n        }\n        decidedBy\n      }\n    }\n  }\n": typeof types.GraphChangesDocument,
    "\n  mutation AcceptChange($id: ID!) {\n    acceptGraphChange(id: $id) {\n      state\n    }\n  }\n": typeof types.AcceptChangeDocument,
    "\n  subscription GraphChangeReported($after: String) {\n    graphChangeReported(after: $after) {\n      cursor\n      change {\n        id\n        state\n      }\n    }\n  }\n": typeof types.GraphChangeReportedDocument,
    "\n  query TypeFields($name: String!) {\n    type: __type(name: $name) {\n      fields {\n        name\n      }\n    }\n  }\n": typeof types.TypeFieldsDocument,
    "\n  mutation SignUp($input: SignUpInput!) {\n    signUp(input: $input) {\n      email\n    }\n  }\n": typeof types.SignUpDocument,
    "\n  mutation VerifyEmail($input: VerifyEmailInput!) {\n    verifyEmail(input: $input) {\n      ... on SignedIn {\n        accessToken\n        expiresAt\n        refreshToken\n        user {\n          id\n          username\n          email\n          role {\n            id\n          }\n          tenant {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n": typeof types.VerifyEmailDocument,
    "\n  mutation RequestPasswordReset($email: String!) {\n    requestPasswordReset(email: $email) {\n      email\n    }\n  }\n": typeof types.RequestPasswordResetDocument,
    "\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      user {\n        username\n      }\n    }\n  }\n": typeof types.ResetPasswordDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      __typename\n      ... on SignedIn {\n        accessToken\n        refreshToken\n        user {\n          id\n        }\n      }\n      ... on SecondFactorRequired {\n        challenge\n      }\n    }\n  }\n": typeof types.SignInDocument,
    "\n  query Me {\n    me {\n      id\n      username\n      tenant {\n        id\n        name\n      }\n    }\n  }\n": typeof types.MeDocument,
    "\n  mutation ConnectAirtable($token: String!) {\n    connectAirtable(input: { token: $token }) {\n      airtableUserId\n    }\n  }\n": typeof types.ConnectAirtableDocument,
    "\n  query Bases {\n    bases {\n      id\n      name\n      tables {\n        id\n        name\n      }\n    }\n  }\n": typeof types.BasesDocument,
    "\n  query DealsWithCompany($base: ID!, $first: Int!, $after: String) {\n    base(id: $base) {\n      table(key: \"Deals\") {\n        records(first: $first, after: $after, sort: [{ field: \"Name\" }]) {\n          nodes {\n            id\n            cells\n            linkedRecords(field: \"Company\") {\n              nodes {\n                id\n                cell(field: \"Name\")\n              }\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n": typeof types.DealsWithCompanyDocument,
    "\n  mutation CreateRecord($input: CreateRecordInput!) {\n    createRecord(input: $input) {\n      record {\n        id\n        cells\n      }\n    }\n  }\n": typeof types.CreateRecordDocument,
    "\n  mutation StartRun($input: StartRunInput!) {\n    startRun(input: $input) {\n      run {\n        id\n        status\n      }\n    }\n  }\n": typeof types.StartRunDocument,
    "\n  subscription RunUpdated($id: ID!, $after: ID) {\n    runUpdated(id: $id, after: $after) {\n      cursor\n      kind\n      path\n      run {\n        status\n        startedBy {\n          username\n        }\n        files {\n          nodes {\n            name\n          }\n        }\n      }\n    }\n  }\n": typeof types.RunUpdatedDocument,
    "\n  query RunAcrossSubgraphs($id: ID!) {\n    run(id: $id) {\n      status\n      error {\n        code\n        message\n      }\n      steps {\n        nodes {\n          path\n          status\n          attempts\n        }\n      }\n      startedBy {\n        username\n      }\n      record {\n        cell(field: \"Name\")\n        workflowRuns {\n          nodes {\n            id\n          }\n        }\n      }\n      files {\n        nodes {\n          name\n          content\n          createdBy {\n            username\n          }\n        }\n      }\n      airtableCalls\n    }\n  }\n": typeof types.RunAcrossSubgraphsDocument,
    "\n  query Usage {\n    usage {\n      operations\n      airtableCalls\n    }\n  }\n": typeof types.UsageDocument,
    "\n  query RunStatus($id: ID!) {\n    run(id: $id) {\n      status\n      steps {\n        nodes {\n          path\n          status\n        }\n      }\n    }\n  }\n": typeof types.RunStatusDocument,
    "\n  subscription RecordsChanged($base: ID!, $table: String, $after: String) {\n    recordsChanged(baseId: $base, table: $table, after: $after) {\n      cursor\n      changes {\n        kind\n        id\n      }\n    }\n  }\n": typeof types.RecordsChangedDocument,
    "\n  subscription ChangedRecords($base: ID!, $table: String) {\n    recordsChanged(baseId: $base, table: $table) {\n      changes {\n        kind\n        record {\n          cells\n          workflowRuns(first: 1) {\n            nodes {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.ChangedRecordsDocument,
    "\n  mutation Transact($input: TransactInput!) {\n    transact(input: $input) {\n      ids\n      saga {\n        id\n        status\n      }\n    }\n  }\n": typeof types.TransactDocument,
    "\n  query SagaSteps($id: ID!) {\n    saga(id: $id) {\n      status\n      steps {\n        id\n        status\n        attempts\n        undone\n      }\n    }\n  }\n": typeof types.SagaStepsDocument,
    "\n  query RecordsByName($base: ID!, $table: String!, $prefix: String!) {\n    base(id: $base) {\n      table(key: $table) {\n        records(first: 100, filter: { field: \"Name\", startsWith: $prefix }) {\n          nodes {\n            id\n            cells\n          }\n        }\n      }\n    }\n  }\n": typeof types.RecordsByNameDocument,
    "\n  mutation StartTotp {\n    startTotp {\n      secret\n      uri\n    }\n  }\n": typeof types.StartTotpDocument,
    "\n  mutation ConfirmTotp($code: String!) {\n    confirmTotp(code: $code) {\n      codes\n    }\n  }\n": typeof types.ConfirmTotpDocument,
    "\n  mutation RenewRecoveryCodes {\n    renewRecoveryCodes {\n      codes\n    }\n  }\n": typeof types.RenewRecoveryCodesDocument,
    "\n  mutation DisableTotp {\n    disableTotp {\n      user {\n        hasSecondFactor\n      }\n    }\n  }\n": typeof types.DisableTotpDocument,
    "\n  mutation CompleteSignIn($input: CompleteSignInInput!) {\n    completeSignIn(input: $input) {\n      accessToken\n      user {\n        id\n      }\n    }\n  }\n": typeof types.CompleteSignInDocument,
    "\n  query OwnSecondFactor {\n    me {\n      id\n      hasSecondFactor\n    }\n  }\n": typeof types.OwnSecondFactorDocument,
    "\n  query SignInProviders {\n    signInProviders {\n      name\n      label\n    }\n  }\n": typeof types.SignInProvidersDocument,
    "\n  mutation StartExternalSignIn($input: StartExternalSignInInput!) {\n    startExternalSignIn(input: $input) {\n      authorizationUrl\n      state\n      binding\n      expiresAt\n    }\n  }\n": typeof types.StartExternalSignInDocument,
    "\n  mutation FinishExternalSignIn($input: FinishExternalSignInInput!) {\n    finishExternalSignIn(input: $input) {\n      ... on SignedIn {\n        accessToken\n        user {\n          id\n          email\n        }\n      }\n    }\n  }\n": typeof types.FinishExternalSignInDocument,
    "\n  query ExternalIdentities {\n    externalIdentities {\n      id\n      provider\n      email\n      createdAt\n    }\n  }\n": typeof types.ExternalIdentitiesDocument,
    "\n  mutation RemoveExternalIdentity($id: ID!) {\n    removeExternalIdentity(id: $id) {\n      user {\n        id\n      }\n    }\n  }\n": typeof types.RemoveExternalIdentityDocument,
    "\n  mutation RefreshSession($refreshToken: String) {\n    refreshSession(refreshToken: $refreshToken) {\n      accessToken\n      expiresAt\n      refreshToken\n      refreshTokenExpiresAt\n      user {\n        id\n        tenant {\n          id\n        }\n      }\n    }\n  }\n": typeof types.RefreshSessionDocument,
    "\n  mutation SwitchTenant($tenantId: ID!) {\n    switchTenant(tenantId: $tenantId) {\n      accessToken\n      refreshToken\n      user {\n        tenant {\n          id\n        }\n        role {\n          id\n        }\n      }\n    }\n  }\n": typeof types.SwitchTenantDocument,
    "\n  mutation ConfirmIdentity($input: ConfirmIdentityInput!) {\n    confirmIdentity(input: $input) {\n      accessToken\n      refreshToken\n      expiresAt\n    }\n  }\n": typeof types.ConfirmIdentityDocument,
    "\n  mutation SignOut {\n    signOut {\n      sessionsEnded\n    }\n  }\n": typeof types.SignOutDocument,
    "\n  mutation SignOutEverywhere {\n    signOutEverywhere {\n      sessionsEnded\n    }\n  }\n": typeof types.SignOutEverywhereDocument,
    "\n  mutation EndSession($id: ID!) {\n    endSession(id: $id) {\n      sessionsEnded\n    }\n  }\n": typeof types.EndSessionDocument,
    "\n  query Sessions {\n    sessions {\n      id\n      isCurrent\n      userAgent\n      address\n      createdAt\n      lastUsedAt\n      expiresAt\n    }\n  }\n": typeof types.SessionsDocument,
    "\n  query OwnAccess {\n    access {\n      kind\n      scopes\n      apiKeyId\n      tenant {\n        id\n        name\n      }\n      role {\n        id\n        name\n        description\n        isBuiltIn\n        scopes\n      }\n    }\n  }\n": typeof types.OwnAccessDocument,
    "\n  query OwnTenants {\n    tenants {\n      joinedAt\n      tenant {\n        id\n        name\n      }\n      role {\n        id\n        scopes\n      }\n    }\n  }\n": typeof types.OwnTenantsDocument,
    "\n  query NestedDeals($base: ID!) {\n    base(id: $base) {\n      table(key: \"Deals\") {\n        records(first: 100) {\n          nodes {\n            company: linkedRecords(field: \"Company\", first: 1) {\n              nodes {\n                id\n              }\n            }\n            contacts: linkedRecords(field: \"Contacts\", first: 10) {\n              nodes {\n                id\n                company: linkedRecords(field: \"Company\", first: 1) {\n                  nodes {\n                    id\n                    cell(field: \"Name\")\n                  }\n                }\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.NestedDealsDocument,
    "\n  query Tenants {\n    tenants {\n      tenant {\n        id\n        name\n      }\n      role {\n        id\n        name\n        scopes\n      }\n      joinedAt\n    }\n  }\n": typeof types.TenantsDocument,
    "\n  query Members($first: Int!, $after: String) {\n    members(first: $first, after: $after) {\n      nodes {\n        id\n        username\n        email\n        role {\n          id\n          name\n          description\n          scopes\n          isBuiltIn\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.MembersDocument,
    "\n  query Roles {\n    roles {\n      id\n      name\n      description\n      scopes\n      isBuiltIn\n    }\n  }\n": typeof types.RolesDocument,
    "\n  query Invitations {\n    invitations {\n      id\n      email\n      role {\n        id\n      }\n      invitedBy {\n        id\n      }\n      createdAt\n      expiresAt\n    }\n  }\n": typeof types.InvitationsDocument,
    "\n  mutation CreateTenant($name: String!) {\n    createTenant(name: $name) {\n      tenant {\n        id\n        name\n      }\n      role {\n        id\n      }\n      joinedAt\n    }\n  }\n": typeof types.CreateTenantDocument,
    "\n  mutation RenameTenant($name: String!) {\n    renameTenant(name: $name) {\n      id\n      name\n    }\n  }\n": typeof types.RenameTenantDocument,
    "\n  mutation LeaveTenant {\n    leaveTenant {\n      tenantId\n    }\n  }\n": typeof types.LeaveTenantDocument,
    "\n  mutation InviteMember($email: String!, $roleId: ID!) {\n    inviteMember(input: { email: $email, roleId: $roleId }) {\n      id\n      email\n      role {\n        id\n        name\n      }\n      invitedBy {\n        id\n        username\n      }\n      createdAt\n      expiresAt\n    }\n  }\n": typeof types.InviteMemberDocument,
    "\n  mutation RevokeInvitation($id: ID!) {\n    revokeInvitation(id: $id) {\n      id\n      email\n    }\n  }\n": typeof types.RevokeInvitationDocument,
    "\n  mutation AcceptInvitation($token: String!) {\n    acceptInvitation(token: $token) {\n      tenant {\n        id\n        name\n      }\n      role {\n        id\n      }\n      joinedAt\n    }\n  }\n": typeof types.AcceptInvitationDocument,
    "\n  mutation ChangeMemberRole($userId: ID!, $roleId: ID!) {\n    changeMemberRole(input: { userId: $userId, roleId: $roleId }) {\n      id\n      role {\n        id\n      }\n    }\n  }\n": typeof types.ChangeMemberRoleDocument,
    "\n  mutation RemoveMember($userId: ID!) {\n    removeMember(userId: $userId) {\n      userId\n    }\n  }\n": typeof types.RemoveMemberDocument,
    "\n  mutation TransferOwnership($userId: ID!) {\n    transferOwnership(userId: $userId) {\n      id\n      role {\n        id\n      }\n    }\n  }\n": typeof types.TransferOwnershipDocument,
    "\n  mutation CreateRole($input: CreateRoleInput!) {\n    createRole(input: $input) {\n      id\n      name\n      description\n      scopes\n      isBuiltIn\n    }\n  }\n": typeof types.CreateRoleDocument,
    "\n  mutation UpdateRole($input: UpdateRoleInput!) {\n    updateRole(input: $input) {\n      id\n      name\n      description\n      scopes\n    }\n  }\n": typeof types.UpdateRoleDocument,
    "\n  mutation DeleteRole($id: ID!) {\n    deleteRole(id: $id) {\n      id\n    }\n  }\n": typeof types.DeleteRoleDocument,
    "\n  query ApiKeys {\n    apiKeys {\n      id\n      name\n      prefix\n      scopes\n      createdBy {\n        id\n      }\n      createdAt\n      expiresAt\n      lastUsedAt\n      formerSecretExpiresAt\n      revokedAt\n    }\n  }\n": typeof types.ApiKeysDocument,
    "\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      secret\n      apiKey {\n        id\n        name\n        prefix\n        scopes\n        createdBy {\n          id\n        }\n        expiresAt\n      }\n    }\n  }\n": typeof types.CreateApiKeyDocument,
    "\n  mutation RotateApiKey($id: ID!, $overlapHours: Int!) {\n    rotateApiKey(input: { id: $id, overlapHours: $overlapHours }) {\n      secret\n      apiKey {\n        id\n        prefix\n        formerSecretExpiresAt\n      }\n    }\n  }\n": typeof types.RotateApiKeyDocument,
    "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      id\n      revokedAt\n    }\n  }\n": typeof types.RevokeApiKeyDocument,
    "\n  query AuditLog($first: Int!, $after: String, $filter: AuditFilter) {\n    auditLog(first: $first, after: $after, filter: $filter) {\n      nodes {\n        sequence\n        at\n        action\n        user {\n          id\n          username\n        }\n        userId\n        apiKeyId\n        runId\n        address\n        userAgent\n        targetKind\n        targetId\n        result\n        details\n        requestId\n        hash\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.AuditLogDocument,
    "\n  query VerifyAuditLog($expectedHead: AuditHeadInput) {\n    verifyAuditLog(expectedHead: $expectedHead) {\n      isIntact\n      entries\n      head {\n        sequence\n        hash\n      }\n      firstBroken\n      problem\n    }\n  }\n": typeof types.VerifyAuditLogDocument,
    "\n  mutation CreateFile($input: CreateFileInput!) {\n    createFile(input: $input) {\n      file {\n        id\n        name\n        createdBy {\n          id\n        }\n      }\n    }\n  }\n": typeof types.CreateFileDocument,
};
const documents: Documents = {
    "\n  mutation CreateStormWorkflow($input: CreateWorkflowInput!) {\n    createWorkflow(input: $input) {\n      workflow {\n        draftRevision\n      }\n    }\n  }\n": types.CreateStormWorkflowDocument,
    "\n  mutation PublishStormWorkflow($input: PublishWorkflowInput!) {\n    publishWorkflow(input: $input) {\n      workflow {\n        name\n      }\n    }\n  }\n": types.PublishStormWorkflowDocument,
    "\n  mutation StartStormSaga($input: StartSagaInput!) {\n    startSaga(input: $input) {\n      saga {\n        id\n      }\n    }\n  }\n": types.StartStormSagaDocument,
    "\n  mutation TransactStorm($input: TransactInput!) {\n    transact(input: $input) {\n      saga {\n        id\n      }\n    }\n  }\n": types.TransactStormDocument,
    "\n  mutation CancelStormSaga($id: ID!) {\n    cancelSaga(id: $id) {\n      saga {\n        id\n      }\n    }\n  }\n": types.CancelStormSagaDocument,
    "\n  mutation CancelStormRun($id: ID!) {\n    cancelRun(id: $id) {\n      run {\n        id\n      }\n    }\n  }\n": types.CancelStormRunDocument,
    "\n  mutation PauseStormRun($id: ID!) {\n    pauseRun(id: $id) {\n      run {\n        id\n      }\n    }\n  }\n": types.PauseStormRunDocument,
    "\n  mutation ResumeStormRun($id: ID!) {\n    resumeRun(id: $id) {\n      run {\n        id\n      }\n    }\n  }\n": types.ResumeStormRunDocument,
    "\n  query PendingStormApprovals {\n    pendingApprovals(first: 100) {\n      nodes {\n        id\n      }\n    }\n  }\n": types.PendingStormApprovalsDocument,
    "\n  mutation DecideStormApproval($input: DecideApprovalInput!) {\n    decideApproval(input: $input) {\n      approval {\n        id\n      }\n    }\n  }\n": types.DecideStormApprovalDocument,
    "\n  query StuckStormSagas {\n    sagas(first: 100, filter: { status: [STUCK] }) {\n      nodes {\n        id\n        steps {\n          id\n        }\n        state {\n          ... on SagaStuck {\n            error {\n              message\n            }\n            decisions {\n              stepId\n              why\n            }\n          }\n        }\n      }\n    }\n  }\n": types.StuckStormSagasDocument,
    "\n  mutation RetryStormCompensation($id: ID!) {\n    retryCompensation(id: $id) {\n      saga {\n        id\n      }\n    }\n  }\n": types.RetryStormCompensationDocument,
    "\n  mutation ResolveStormStuck($input: ResolveStuckInput!) {\n    resolveStuck(input: $input) {\n      saga {\n        id\n      }\n    }\n  }\n": types.ResolveStormStuckDocument,
    "\n  subscription FollowStormRun($id: ID!, $after: ID) {\n    runUpdated(id: $id, after: $after) {\n      cursor\n      kind\n    }\n  }\n": types.FollowStormRunDocument,
    "\n  subscription FollowStormSaga($id: ID!, $after: ID) {\n    sagaUpdated(id: $id, after: $after) {\n      cursor\n      kind\n    }\n  }\n": types.FollowStormSagaDocument,
    "\n  query Comments($id: ID!, $first: Int, $after: String) {\n    record(id: $id) {\n      commentCount\n      comments(first: $first, after: $after) {\n        nodes {\n          id\n          text\n          author {\n            id\n            name\n          }\n          createdTime\n          lastUpdatedTime\n          parentCommentId\n          mentions {\n            id\n            type\n            displayName\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.CommentsDocument,
    "\n  mutation CreateComment($input: CreateCommentInput!) {\n    createComment(input: $input) {\n      id\n    }\n  }\n": types.CreateCommentDocument,
    "\n  mutation UpdateComment($input: UpdateCommentInput!) {\n    updateComment(input: $input) {\n      text\n      lastUpdatedTime\n    }\n  }\n": types.UpdateCommentDocument,
    "\n  mutation DeleteComment($input: DeleteCommentInput!) {\n    deleteComment(input: $input) {\n      id\n    }\n  }\n": types.DeleteCommentDocument,
    "\n  query Files($id: ID!) {\n    record(id: $id) {\n      attachments(field: \"Files\") {\n        id\n        url\n        filename\n        size\n        type\n      }\n    }\n  }\n": types.FilesDocument,
    "\n  mutation Upload($input: UploadAttachmentInput!) {\n    uploadAttachment(input: $input) {\n      attachments {\n        id\n        url\n        filename\n        size\n        type\n        width\n        thumbnails {\n          small {\n            url\n          }\n        }\n      }\n    }\n  }\n": types.UploadDocument,
    "\n  mutation SyncCsv($input: SyncCsvInput!) {\n    syncCsv(input: $input) {\n      table {\n        id\n        name\n      }\n    }\n  }\n": types.SyncCsvDocument,
    "\n  query TeamNames($base: ID!) {\n    base(id: $base) {\n      table(key: \"Teams\") {\n        records(first: 100) {\n          nodes {\n            cell(field: \"Name\")\n          }\n        }\n      }\n    }\n  }\n": types.TeamNamesDocument,
    "\n  mutation ConnectByToken($input: ConnectAirtableInput!) {\n    connectAirtable(input: $input) {\n      id\n      name\n      method\n      status\n      airtableUserId\n      email\n      scopes\n      connectedAt\n      checkedAt\n    }\n  }\n": types.ConnectByTokenDocument,
    "\n  query Connections {\n    airtableConnections {\n      id\n      name\n      status\n    }\n  }\n": types.ConnectionsDocument,
    "\n  mutation StartOAuth($input: StartAirtableOAuthInput!) {\n    startAirtableOAuth(input: $input) {\n      authorizationUrl\n      state\n      expiresAt\n    }\n  }\n": types.StartOAuthDocument,
    "\n  mutation FinishOAuth($input: FinishAirtableOAuthInput!) {\n    finishAirtableOAuth(input: $input) {\n      method\n      status\n      airtableUserId\n      scopes\n    }\n  }\n": types.FinishOAuthDocument,
    "\n  mutation RenameConnection($input: RenameAirtableConnectionInput!) {\n    renameAirtableConnection(input: $input) {\n      id\n      name\n    }\n  }\n": types.RenameConnectionDocument,
    "\n  mutation CheckConnection($id: ID!) {\n    checkAirtableConnection(id: $id) {\n      status\n      checkedAt\n    }\n  }\n": types.CheckConnectionDocument,
    "\n  mutation Disconnect($id: ID!) {\n    disconnectAirtable(id: $id) {\n      id\n    }\n  }\n": types.DisconnectDocument,
    "\n  query NamesOfBases {\n    bases {\n      name\n      permissionLevel\n      connection {\n        id\n      }\n    }\n  }\n": types.NamesOfBasesDocument,
    "\n  mutation CreatePolicy($input: CreateDataPolicyInput!) {\n    createDataPolicy(input: $input) {\n      id\n      name\n      effect\n      subject {\n        kind\n        id\n      }\n      operations\n      baseId\n      tableId\n      fieldIds\n      rows\n      problem\n    }\n  }\n": types.CreatePolicyDocument,
    "\n  mutation UpdatePolicy($input: UpdateDataPolicyInput!) {\n    updateDataPolicy(input: $input) {\n      id\n      description\n      fieldIds\n    }\n  }\n": types.UpdatePolicyDocument,
    "\n  mutation DeletePolicy($id: ID!) {\n    deleteDataPolicy(id: $id) {\n      id\n    }\n  }\n": types.DeletePolicyDocument,
    "\n  mutation SetDenied($deniedData: DeniedData!) {\n    setDeniedData(deniedData: $deniedData) {\n      deniedData\n    }\n  }\n": types.SetDeniedDocument,
    "\n  query Policies {\n    dataPolicies {\n      id\n      description\n      createdAt\n      createdBy\n      problem\n    }\n  }\n": types.PoliciesDocument,
    "\n  query Access {\n    dataAccess {\n      deniedData\n    }\n  }\n": types.AccessDocument,
    "\n  query Why($input: WhyDeniedInput!) {\n    whyDenied(input: $input) {\n      allowed\n      rows\n      deniedFields {\n        name\n      }\n      reasons {\n        effect\n        text\n        policy {\n          id\n        }\n      }\n    }\n  }\n": types.WhyDocument,
    "\n  query PersonUnderPolicies($id: ID!) {\n    record(id: $id) {\n      cells\n      age: cell(field: \"Age\")\n    }\n  }\n": types.PersonUnderPoliciesDocument,
    "\n  query PeopleUnderPolicies($base: ID!, $search: String!) {\n    base(id: $base) {\n      table(key: \"People\") {\n        fields {\n          name\n        }\n        records(search: $search) {\n          nodes {\n            id\n          }\n        }\n      }\n    }\n  }\n": types.PeopleUnderPoliciesDocument,
    "\n  subscription RecordChanges($base: ID!, $table: String, $after: String) {\n    recordsChanged(baseId: $base, table: $table, after: $after) {\n      cursor\n      changesMissed\n      changes {\n        kind\n        id\n        at\n        source\n        actor {\n          id\n        }\n        changedFields {\n          name\n        }\n        record {\n          age: cell(field: \"Age\")\n        }\n      }\n    }\n  }\n": types.RecordChangesDocument,
    "\n  mutation KeepWatching($base: ID!) {\n    keepWatching(baseId: $base) {\n      active\n    }\n  }\n": types.KeepWatchingDocument,
    "\n  mutation SetAge($input: UpdateRecordsInput!) {\n    updateRecords(input: $input) {\n      succeeded\n    }\n  }\n": types.SetAgeDocument,
    "\n  mutation DeletePeople($input: DeleteRecordsInput!) {\n    deleteRecords(input: $input) {\n      succeeded\n    }\n  }\n": types.DeletePeopleDocument,
    "\n  query People(\n    $base: ID!\n    $first: Int\n    $after: String\n    $filter: RecordFilter\n    $search: String\n    $formula: String\n    $sort: [RecordSort!]\n    $view: String\n  ) {\n    base(id: $base) {\n      table(key: \"People\") {\n        records(\n          first: $first\n          after: $after\n          filter: $filter\n          search: $search\n          formula: $formula\n          sort: $sort\n          view: $view\n        ) {\n          nodes {\n            id\n            name: cell(field: \"Name\")\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n": types.PeopleDocument,
    "\n  query OneRecord($id: ID!) {\n    record(id: $id) {\n      id\n      recordId\n      createdTime\n      base {\n        name\n      }\n      table {\n        name\n      }\n      cells\n      byId: cells(keyedBy: ID)\n      age: cell(field: \"Age\")\n      linkedRecords(field: \"Team\") {\n        nodes {\n          id\n          cell(field: \"Name\")\n          linkedRecords(field: \"Members\", first: 1) {\n            nodes {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n": types.OneRecordDocument,
    "\n  query Ratio($id: ID!) {\n    record(id: $id) {\n      cells\n      ratio: cell(field: \"Ratio\")\n    }\n  }\n": types.RatioDocument,
    "\n  query UnknownCell($id: ID!) {\n    record(id: $id) {\n      id\n      cell(field: \"Nothing\")\n    }\n  }\n": types.UnknownCellDocument,
    "\n  query ManyRecords($ids: [ID!]!) {\n    records(ids: $ids) {\n      id\n      cell(field: \"Name\")\n    }\n  }\n": types.ManyRecordsDocument,
    "\n  mutation CreateOne($input: CreateRecordInput!) {\n    createRecord(input: $input) {\n      record {\n        id\n        cells\n      }\n    }\n  }\n": types.CreateOneDocument,
    "\n  mutation CreateMany($input: CreateRecordsInput!) {\n    createRecords(input: $input) {\n      results {\n        outcome\n        id\n        record {\n          cells\n        }\n        error {\n          code\n          message\n          field\n          airtableType\n        }\n      }\n      succeeded\n      failed\n    }\n  }\n": types.CreateManyDocument,
    "\n  mutation UpdateMany($input: UpdateRecordsInput!) {\n    updateRecords(input: $input) {\n      results {\n        outcome\n        id\n        record {\n          cells\n        }\n        error {\n          code\n          field\n        }\n      }\n      succeeded\n      failed\n    }\n  }\n": types.UpdateManyDocument,
    "\n  mutation ReplaceMany($input: UpdateRecordsInput!) {\n    replaceRecords(input: $input) {\n      results {\n        outcome\n        record {\n          cells\n        }\n        error {\n          code\n        }\n      }\n    }\n  }\n": types.ReplaceManyDocument,
    "\n  mutation UpsertMany($input: UpsertRecordsInput!) {\n    upsertRecords(input: $input) {\n      results {\n        outcome\n        id\n        record {\n          cells\n        }\n        error {\n          code\n          field\n        }\n      }\n    }\n  }\n": types.UpsertManyDocument,
    "\n  mutation DeleteMany($input: DeleteRecordsInput!) {\n    deleteRecords(input: $input) {\n      results {\n        outcome\n        id\n        error {\n          code\n        }\n      }\n      succeeded\n      failed\n    }\n  }\n": types.DeleteManyDocument,
    "\n  query AgesOf($ids: [ID!]!) {\n    records(ids: $ids) {\n      cell(field: \"Age\")\n    }\n  }\n": types.AgesOfDocument,
    "\n  query CountByName($base: ID!, $filter: RecordFilter!) {\n    base(id: $base) {\n      table(key: \"People\") {\n        records(filter: $filter) {\n          nodes {\n            id\n          }\n        }\n      }\n    }\n  }\n": types.CountByNameDocument,
    "\n  query Schema($base: ID!) {\n    base(id: $base) {\n      id\n      name\n      permissionLevel\n      tables {\n        id\n        name\n        description\n        primaryField {\n          name\n        }\n        fields {\n          id\n          name\n          type\n          description\n          options\n        }\n        views {\n          id\n          name\n          type\n          visibleFields {\n            name\n          }\n        }\n      }\n    }\n  }\n": types.SchemaDocument,
    "\n  query FieldsOf($base: ID!, $table: String!) {\n    base(id: $base) {\n      table(key: $table) {\n        id\n        name\n        fields {\n          name\n          type\n        }\n      }\n    }\n  }\n": types.FieldsOfDocument,
    "\n  mutation CreateBase($input: CreateBaseInput!) {\n    createBase(input: $input) {\n      id\n      name\n      permissionLevel\n      tables {\n        name\n      }\n    }\n  }\n": types.CreateBaseDocument,
    "\n  mutation DeleteBase($id: ID!) {\n    deleteBase(id: $id) {\n      id\n    }\n  }\n": types.DeleteBaseDocument,
    "\n  mutation CreateTable($input: CreateTableInput!) {\n    createTable(input: $input) {\n      id\n      name\n      description\n      primaryField {\n        name\n        type\n      }\n      views {\n        name\n      }\n    }\n  }\n": types.CreateTableDocument,
    "\n  mutation UpdateTable($input: UpdateTableInput!) {\n    updateTable(input: $input) {\n      id\n      name\n      description\n    }\n  }\n": types.UpdateTableDocument,
    "\n  mutation CreateField($input: CreateFieldInput!) {\n    createField(input: $input) {\n      id\n      name\n      type\n      options\n    }\n  }\n": types.CreateFieldDocument,
    "\n  mutation UpdateField($input: UpdateFieldInput!) {\n    updateField(input: $input) {\n      id\n      name\n      description\n      options\n    }\n  }\n": types.UpdateFieldDocument,
    "\n  mutation Fill($input: CreateRecordsInput!) {\n    createRecords(input: $input) {\n      succeeded\n    }\n  }\n": types.FillDocument,
    "\n  query ByField($base: ID!, $table: String!, $field: String!, $filter: RecordFilter!) {\n    base(id: $base) {\n      table(key: $table) {\n        records(filter: $filter, sort: [{ field: $field }]) {\n          nodes {\n            cell(field: $field)\n            cells\n          }\n        }\n      }\n    }\n  }\n": types.ByFieldDocument,
    "\n  mutation ConnectSmallWorkspace($token: String!) {\n    connectAirtable(input: { token: $token }) {\n      id\n    }\n  }\n": types.ConnectSmallWorkspaceDocument,
    "\n  mutation CreateInSmallWorkspace($input: CreateRecordsInput!) {\n    createRecords(input: $input) {\n      results {\n        id\n      }\n    }\n  }\n": types.CreateInSmallWorkspaceDocument,
    "\n  query GraphPartsOf($of: ID) {\n    graphParts(of: $of) {\n      id\n      kind\n      label\n      name\n      one\n      typeName\n      hidden\n      removedAt\n    }\n  }\n": types.GraphPartsOfDocument,
    "\n  mutation RenamePart($input: RenameGraphPartInput!) {\n    renameGraphPart(input: $input) {\n      id\n      name\n      one\n      typeName\n    }\n  }\n": types.RenamePartDocument,
    "\n  mutation HidePart($id: ID!) {\n    hideGraphPart(id: $id) {\n      hidden\n    }\n  }\n": types.HidePartDocument,
    "\n  mutation ShowPart($id: ID!) {\n    showGraphPart(id: $id) {\n      hidden\n    }\n  }\n": types.ShowPartDocument,
    "\n  mutation DropPart($id: ID!) {\n    dropGraphPart(id: $id) {\n      id\n    }\n  }\n": types.DropPartDocument,
    "\n  query GraphSettings {\n    graphSettings {\n      breakingChanges\n    }\n  }\n": types.GraphSettingsDocument,
    "\n  mutation SetBreakingChanges($policy: BreakingGraphChanges!) {\n    setBreakingGraphChanges(policy: $policy) {\n      breakingChanges\n    }\n  }\n": types.SetBreakingChangesDocument,
    "\n  query GraphChanges {\n    graphChanges(first: 5) {\n      nodes {\n        id\n        state\n        breaks {\n          path\n        }\n        decidedBy\n      }\n    }\n  }\n": types.GraphChangesDocument,
    "\n  mutation AcceptChange($id: ID!) {\n    acceptGraphChange(id: $id) {\n      state\n    }\n  }\n": types.AcceptChangeDocument,
    "\n  subscription GraphChangeReported($after: String) {\n    graphChangeReported(after: $after) {\n      cursor\n      change {\n        id\n        state\n      }\n    }\n  }\n": types.GraphChangeReportedDocument,
    "\n  query TypeFields($name: String!) {\n    type: __type(name: $name) {\n      fields {\n        name\n      }\n    }\n  }\n": types.TypeFieldsDocument,
    "\n  mutation SignUp($input: SignUpInput!) {\n    signUp(input: $input) {\n      email\n    }\n  }\n": types.SignUpDocument,
    "\n  mutation VerifyEmail($input: VerifyEmailInput!) {\n    verifyEmail(input: $input) {\n      ... on SignedIn {\n        accessToken\n        expiresAt\n        refreshToken\n        user {\n          id\n          username\n          email\n          role {\n            id\n          }\n          tenant {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n": types.VerifyEmailDocument,
    "\n  mutation RequestPasswordReset($email: String!) {\n    requestPasswordReset(email: $email) {\n      email\n    }\n  }\n": types.RequestPasswordResetDocument,
    "\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      user {\n        username\n      }\n    }\n  }\n": types.ResetPasswordDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      __typename\n      ... on SignedIn {\n        accessToken\n        refreshToken\n        user {\n          id\n        }\n      }\n      ... on SecondFactorRequired {\n        challenge\n      }\n    }\n  }\n": types.SignInDocument,
    "\n  query Me {\n    me {\n      id\n      username\n      tenant {\n        id\n        name\n      }\n    }\n  }\n": types.MeDocument,
    "\n  mutation ConnectAirtable($token: String!) {\n    connectAirtable(input: { token: $token }) {\n      airtableUserId\n    }\n  }\n": types.ConnectAirtableDocument,
    "\n  query Bases {\n    bases {\n      id\n      name\n      tables {\n        id\n        name\n      }\n    }\n  }\n": types.BasesDocument,
    "\n  query DealsWithCompany($base: ID!, $first: Int!, $after: String) {\n    base(id: $base) {\n      table(key: \"Deals\") {\n        records(first: $first, after: $after, sort: [{ field: \"Name\" }]) {\n          nodes {\n            id\n            cells\n            linkedRecords(field: \"Company\") {\n              nodes {\n                id\n                cell(field: \"Name\")\n              }\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n": types.DealsWithCompanyDocument,
    "\n  mutation CreateRecord($input: CreateRecordInput!) {\n    createRecord(input: $input) {\n      record {\n        id\n        cells\n      }\n    }\n  }\n": types.CreateRecordDocument,
    "\n  mutation StartRun($input: StartRunInput!) {\n    startRun(input: $input) {\n      run {\n        id\n        status\n      }\n    }\n  }\n": types.StartRunDocument,
    "\n  subscription RunUpdated($id: ID!, $after: ID) {\n    runUpdated(id: $id, after: $after) {\n      cursor\n      kind\n      path\n      run {\n        status\n        startedBy {\n          username\n        }\n        files {\n          nodes {\n            name\n          }\n        }\n      }\n    }\n  }\n": types.RunUpdatedDocument,
    "\n  query RunAcrossSubgraphs($id: ID!) {\n    run(id: $id) {\n      status\n      error {\n        code\n        message\n      }\n      steps {\n        nodes {\n          path\n          status\n          attempts\n        }\n      }\n      startedBy {\n        username\n      }\n      record {\n        cell(field: \"Name\")\n        workflowRuns {\n          nodes {\n            id\n          }\n        }\n      }\n      files {\n        nodes {\n          name\n          content\n          createdBy {\n            username\n          }\n        }\n      }\n      airtableCalls\n    }\n  }\n": types.RunAcrossSubgraphsDocument,
    "\n  query Usage {\n    usage {\n      operations\n      airtableCalls\n    }\n  }\n": types.UsageDocument,
    "\n  query RunStatus($id: ID!) {\n    run(id: $id) {\n      status\n      steps {\n        nodes {\n          path\n          status\n        }\n      }\n    }\n  }\n": types.RunStatusDocument,
    "\n  subscription RecordsChanged($base: ID!, $table: String, $after: String) {\n    recordsChanged(baseId: $base, table: $table, after: $after) {\n      cursor\n      changes {\n        kind\n        id\n      }\n    }\n  }\n": types.RecordsChangedDocument,
    "\n  subscription ChangedRecords($base: ID!, $table: String) {\n    recordsChanged(baseId: $base, table: $table) {\n      changes {\n        kind\n        record {\n          cells\n          workflowRuns(first: 1) {\n            nodes {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n": types.ChangedRecordsDocument,
    "\n  mutation Transact($input: TransactInput!) {\n    transact(input: $input) {\n      ids\n      saga {\n        id\n        status\n      }\n    }\n  }\n": types.TransactDocument,
    "\n  query SagaSteps($id: ID!) {\n    saga(id: $id) {\n      status\n      steps {\n        id\n        status\n        attempts\n        undone\n      }\n    }\n  }\n": types.SagaStepsDocument,
    "\n  query RecordsByName($base: ID!, $table: String!, $prefix: String!) {\n    base(id: $base) {\n      table(key: $table) {\n        records(first: 100, filter: { field: \"Name\", startsWith: $prefix }) {\n          nodes {\n            id\n            cells\n          }\n        }\n      }\n    }\n  }\n": types.RecordsByNameDocument,
    "\n  mutation StartTotp {\n    startTotp {\n      secret\n      uri\n    }\n  }\n": types.StartTotpDocument,
    "\n  mutation ConfirmTotp($code: String!) {\n    confirmTotp(code: $code) {\n      codes\n    }\n  }\n": types.ConfirmTotpDocument,
    "\n  mutation RenewRecoveryCodes {\n    renewRecoveryCodes {\n      codes\n    }\n  }\n": types.RenewRecoveryCodesDocument,
    "\n  mutation DisableTotp {\n    disableTotp {\n      user {\n        hasSecondFactor\n      }\n    }\n  }\n": types.DisableTotpDocument,
    "\n  mutation CompleteSignIn($input: CompleteSignInInput!) {\n    completeSignIn(input: $input) {\n      accessToken\n      user {\n        id\n      }\n    }\n  }\n": types.CompleteSignInDocument,
    "\n  query OwnSecondFactor {\n    me {\n      id\n      hasSecondFactor\n    }\n  }\n": types.OwnSecondFactorDocument,
    "\n  query SignInProviders {\n    signInProviders {\n      name\n      label\n    }\n  }\n": types.SignInProvidersDocument,
    "\n  mutation StartExternalSignIn($input: StartExternalSignInInput!) {\n    startExternalSignIn(input: $input) {\n      authorizationUrl\n      state\n      binding\n      expiresAt\n    }\n  }\n": types.StartExternalSignInDocument,
    "\n  mutation FinishExternalSignIn($input: FinishExternalSignInInput!) {\n    finishExternalSignIn(input: $input) {\n      ... on SignedIn {\n        accessToken\n        user {\n          id\n          email\n        }\n      }\n    }\n  }\n": types.FinishExternalSignInDocument,
    "\n  query ExternalIdentities {\n    externalIdentities {\n      id\n      provider\n      email\n      createdAt\n    }\n  }\n": types.ExternalIdentitiesDocument,
    "\n  mutation RemoveExternalIdentity($id: ID!) {\n    removeExternalIdentity(id: $id) {\n      user {\n        id\n      }\n    }\n  }\n": types.RemoveExternalIdentityDocument,
    "\n  mutation RefreshSession($refreshToken: String) {\n    refreshSession(refreshToken: $refreshToken) {\n      accessToken\n      expiresAt\n      refreshToken\n      refreshTokenExpiresAt\n      user {\n        id\n        tenant {\n          id\n        }\n      }\n    }\n  }\n": types.RefreshSessionDocument,
    "\n  mutation SwitchTenant($tenantId: ID!) {\n    switchTenant(tenantId: $tenantId) {\n      accessToken\n      refreshToken\n      user {\n        tenant {\n          id\n        }\n        role {\n          id\n        }\n      }\n    }\n  }\n": types.SwitchTenantDocument,
    "\n  mutation ConfirmIdentity($input: ConfirmIdentityInput!) {\n    confirmIdentity(input: $input) {\n      accessToken\n      refreshToken\n      expiresAt\n    }\n  }\n": types.ConfirmIdentityDocument,
    "\n  mutation SignOut {\n    signOut {\n      sessionsEnded\n    }\n  }\n": types.SignOutDocument,
    "\n  mutation SignOutEverywhere {\n    signOutEverywhere {\n      sessionsEnded\n    }\n  }\n": types.SignOutEverywhereDocument,
    "\n  mutation EndSession($id: ID!) {\n    endSession(id: $id) {\n      sessionsEnded\n    }\n  }\n": types.EndSessionDocument,
    "\n  query Sessions {\n    sessions {\n      id\n      isCurrent\n      userAgent\n      address\n      createdAt\n      lastUsedAt\n      expiresAt\n    }\n  }\n": types.SessionsDocument,
    "\n  query OwnAccess {\n    access {\n      kind\n      scopes\n      apiKeyId\n      tenant {\n        id\n        name\n      }\n      role {\n        id\n        name\n        description\n        isBuiltIn\n        scopes\n      }\n    }\n  }\n": types.OwnAccessDocument,
    "\n  query OwnTenants {\n    tenants {\n      joinedAt\n      tenant {\n        id\n        name\n      }\n      role {\n        id\n        scopes\n      }\n    }\n  }\n": types.OwnTenantsDocument,
    "\n  query NestedDeals($base: ID!) {\n    base(id: $base) {\n      table(key: \"Deals\") {\n        records(first: 100) {\n          nodes {\n            company: linkedRecords(field: \"Company\", first: 1) {\n              nodes {\n                id\n              }\n            }\n            contacts: linkedRecords(field: \"Contacts\", first: 10) {\n              nodes {\n                id\n                company: linkedRecords(field: \"Company\", first: 1) {\n                  nodes {\n                    id\n                    cell(field: \"Name\")\n                  }\n                }\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n": types.NestedDealsDocument,
    "\n  query Tenants {\n    tenants {\n      tenant {\n        id\n        name\n      }\n      role {\n        id\n        name\n        scopes\n      }\n      joinedAt\n    }\n  }\n": types.TenantsDocument,
    "\n  query Members($first: Int!, $after: String) {\n    members(first: $first, after: $after) {\n      nodes {\n        id\n        username\n        email\n        role {\n          id\n          name\n          description\n          scopes\n          isBuiltIn\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.MembersDocument,
    "\n  query Roles {\n    roles {\n      id\n      name\n      description\n      scopes\n      isBuiltIn\n    }\n  }\n": types.RolesDocument,
    "\n  query Invitations {\n    invitations {\n      id\n      email\n      role {\n        id\n      }\n      invitedBy {\n        id\n      }\n      createdAt\n      expiresAt\n    }\n  }\n": types.InvitationsDocument,
    "\n  mutation CreateTenant($name: String!) {\n    createTenant(name: $name) {\n      tenant {\n        id\n        name\n      }\n      role {\n        id\n      }\n      joinedAt\n    }\n  }\n": types.CreateTenantDocument,
    "\n  mutation RenameTenant($name: String!) {\n    renameTenant(name: $name) {\n      id\n      name\n    }\n  }\n": types.RenameTenantDocument,
    "\n  mutation LeaveTenant {\n    leaveTenant {\n      tenantId\n    }\n  }\n": types.LeaveTenantDocument,
    "\n  mutation InviteMember($email: String!, $roleId: ID!) {\n    inviteMember(input: { email: $email, roleId: $roleId }) {\n      id\n      email\n      role {\n        id\n        name\n      }\n      invitedBy {\n        id\n        username\n      }\n      createdAt\n      expiresAt\n    }\n  }\n": types.InviteMemberDocument,
    "\n  mutation RevokeInvitation($id: ID!) {\n    revokeInvitation(id: $id) {\n      id\n      email\n    }\n  }\n": types.RevokeInvitationDocument,
    "\n  mutation AcceptInvitation($token: String!) {\n    acceptInvitation(token: $token) {\n      tenant {\n        id\n        name\n      }\n      role {\n        id\n      }\n      joinedAt\n    }\n  }\n": types.AcceptInvitationDocument,
    "\n  mutation ChangeMemberRole($userId: ID!, $roleId: ID!) {\n    changeMemberRole(input: { userId: $userId, roleId: $roleId }) {\n      id\n      role {\n        id\n      }\n    }\n  }\n": types.ChangeMemberRoleDocument,
    "\n  mutation RemoveMember($userId: ID!) {\n    removeMember(userId: $userId) {\n      userId\n    }\n  }\n": types.RemoveMemberDocument,
    "\n  mutation TransferOwnership($userId: ID!) {\n    transferOwnership(userId: $userId) {\n      id\n      role {\n        id\n      }\n    }\n  }\n": types.TransferOwnershipDocument,
    "\n  mutation CreateRole($input: CreateRoleInput!) {\n    createRole(input: $input) {\n      id\n      name\n      description\n      scopes\n      isBuiltIn\n    }\n  }\n": types.CreateRoleDocument,
    "\n  mutation UpdateRole($input: UpdateRoleInput!) {\n    updateRole(input: $input) {\n      id\n      name\n      description\n      scopes\n    }\n  }\n": types.UpdateRoleDocument,
    "\n  mutation DeleteRole($id: ID!) {\n    deleteRole(id: $id) {\n      id\n    }\n  }\n": types.DeleteRoleDocument,
    "\n  query ApiKeys {\n    apiKeys {\n      id\n      name\n      prefix\n      scopes\n      createdBy {\n        id\n      }\n      createdAt\n      expiresAt\n      lastUsedAt\n      formerSecretExpiresAt\n      revokedAt\n    }\n  }\n": types.ApiKeysDocument,
    "\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      secret\n      apiKey {\n        id\n        name\n        prefix\n        scopes\n        createdBy {\n          id\n        }\n        expiresAt\n      }\n    }\n  }\n": types.CreateApiKeyDocument,
    "\n  mutation RotateApiKey($id: ID!, $overlapHours: Int!) {\n    rotateApiKey(input: { id: $id, overlapHours: $overlapHours }) {\n      secret\n      apiKey {\n        id\n        prefix\n        formerSecretExpiresAt\n      }\n    }\n  }\n": types.RotateApiKeyDocument,
    "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      id\n      revokedAt\n    }\n  }\n": types.RevokeApiKeyDocument,
    "\n  query AuditLog($first: Int!, $after: String, $filter: AuditFilter) {\n    auditLog(first: $first, after: $after, filter: $filter) {\n      nodes {\n        sequence\n        at\n        action\n        user {\n          id\n          username\n        }\n        userId\n        apiKeyId\n        runId\n        address\n        userAgent\n        targetKind\n        targetId\n        result\n        details\n        requestId\n        hash\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.AuditLogDocument,
    "\n  query VerifyAuditLog($expectedHead: AuditHeadInput) {\n    verifyAuditLog(expectedHead: $expectedHead) {\n      isIntact\n      entries\n      head {\n        sequence\n        hash\n      }\n      firstBroken\n      problem\n    }\n  }\n": types.VerifyAuditLogDocument,
    "\n  mutation CreateFile($input: CreateFileInput!) {\n    createFile(input: $input) {\n      file {\n        id\n        name\n        createdBy {\n          id\n        }\n      }\n    }\n  }\n": types.CreateFileDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateStormWorkflow($input: CreateWorkflowInput!) {\n    createWorkflow(input: $input) {\n      workflow {\n        draftRevision\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CreateStormWorkflowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PublishStormWorkflow($input: PublishWorkflowInput!) {\n    publishWorkflow(input: $input) {\n      workflow {\n        name\n      }\n    }\n  }\n"): typeof import('./graphql.ts').PublishStormWorkflowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartStormSaga($input: StartSagaInput!) {\n    startSaga(input: $input) {\n      saga {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').StartStormSagaDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TransactStorm($input: TransactInput!) {\n    transact(input: $input) {\n      saga {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').TransactStormDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelStormSaga($id: ID!) {\n    cancelSaga(id: $id) {\n      saga {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CancelStormSagaDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelStormRun($id: ID!) {\n    cancelRun(id: $id) {\n      run {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CancelStormRunDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PauseStormRun($id: ID!) {\n    pauseRun(id: $id) {\n      run {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').PauseStormRunDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResumeStormRun($id: ID!) {\n    resumeRun(id: $id) {\n      run {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ResumeStormRunDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PendingStormApprovals {\n    pendingApprovals(first: 100) {\n      nodes {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').PendingStormApprovalsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DecideStormApproval($input: DecideApprovalInput!) {\n    decideApproval(input: $input) {\n      approval {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').DecideStormApprovalDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StuckStormSagas {\n    sagas(first: 100, filter: { status: [STUCK] }) {\n      nodes {\n        id\n        steps {\n          id\n        }\n        state {\n          ... on SagaStuck {\n            error {\n              message\n            }\n            decisions {\n              stepId\n              why\n            }\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').StuckStormSagasDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RetryStormCompensation($id: ID!) {\n    retryCompensation(id: $id) {\n      saga {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RetryStormCompensationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResolveStormStuck($input: ResolveStuckInput!) {\n    resolveStuck(input: $input) {\n      saga {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ResolveStormStuckDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowStormRun($id: ID!, $after: ID) {\n    runUpdated(id: $id, after: $after) {\n      cursor\n      kind\n    }\n  }\n"): typeof import('./graphql.ts').FollowStormRunDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowStormSaga($id: ID!, $after: ID) {\n    sagaUpdated(id: $id, after: $after) {\n      cursor\n      kind\n    }\n  }\n"): typeof import('./graphql.ts').FollowStormSagaDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Comments($id: ID!, $first: Int, $after: String) {\n    record(id: $id) {\n      commentCount\n      comments(first: $first, after: $after) {\n        nodes {\n          id\n          text\n          author {\n            id\n            name\n          }\n          createdTime\n          lastUpdatedTime\n          parentCommentId\n          mentions {\n            id\n            type\n            displayName\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CommentsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateComment($input: CreateCommentInput!) {\n    createComment(input: $input) {\n      id\n    }\n  }\n"): typeof import('./graphql.ts').CreateCommentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateComment($input: UpdateCommentInput!) {\n    updateComment(input: $input) {\n      text\n      lastUpdatedTime\n    }\n  }\n"): typeof import('./graphql.ts').UpdateCommentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteComment($input: DeleteCommentInput!) {\n    deleteComment(input: $input) {\n      id\n    }\n  }\n"): typeof import('./graphql.ts').DeleteCommentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Files($id: ID!) {\n    record(id: $id) {\n      attachments(field: \"Files\") {\n        id\n        url\n        filename\n        size\n        type\n      }\n    }\n  }\n"): typeof import('./graphql.ts').FilesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Upload($input: UploadAttachmentInput!) {\n    uploadAttachment(input: $input) {\n      attachments {\n        id\n        url\n        filename\n        size\n        type\n        width\n        thumbnails {\n          small {\n            url\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').UploadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SyncCsv($input: SyncCsvInput!) {\n    syncCsv(input: $input) {\n      table {\n        id\n        name\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SyncCsvDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TeamNames($base: ID!) {\n    base(id: $base) {\n      table(key: \"Teams\") {\n        records(first: 100) {\n          nodes {\n            cell(field: \"Name\")\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').TeamNamesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConnectByToken($input: ConnectAirtableInput!) {\n    connectAirtable(input: $input) {\n      id\n      name\n      method\n      status\n      airtableUserId\n      email\n      scopes\n      connectedAt\n      checkedAt\n    }\n  }\n"): typeof import('./graphql.ts').ConnectByTokenDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Connections {\n    airtableConnections {\n      id\n      name\n      status\n    }\n  }\n"): typeof import('./graphql.ts').ConnectionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartOAuth($input: StartAirtableOAuthInput!) {\n    startAirtableOAuth(input: $input) {\n      authorizationUrl\n      state\n      expiresAt\n    }\n  }\n"): typeof import('./graphql.ts').StartOAuthDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FinishOAuth($input: FinishAirtableOAuthInput!) {\n    finishAirtableOAuth(input: $input) {\n      method\n      status\n      airtableUserId\n      scopes\n    }\n  }\n"): typeof import('./graphql.ts').FinishOAuthDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenameConnection($input: RenameAirtableConnectionInput!) {\n    renameAirtableConnection(input: $input) {\n      id\n      name\n    }\n  }\n"): typeof import('./graphql.ts').RenameConnectionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CheckConnection($id: ID!) {\n    checkAirtableConnection(id: $id) {\n      status\n      checkedAt\n    }\n  }\n"): typeof import('./graphql.ts').CheckConnectionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Disconnect($id: ID!) {\n    disconnectAirtable(id: $id) {\n      id\n    }\n  }\n"): typeof import('./graphql.ts').DisconnectDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NamesOfBases {\n    bases {\n      name\n      permissionLevel\n      connection {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').NamesOfBasesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreatePolicy($input: CreateDataPolicyInput!) {\n    createDataPolicy(input: $input) {\n      id\n      name\n      effect\n      subject {\n        kind\n        id\n      }\n      operations\n      baseId\n      tableId\n      fieldIds\n      rows\n      problem\n    }\n  }\n"): typeof import('./graphql.ts').CreatePolicyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdatePolicy($input: UpdateDataPolicyInput!) {\n    updateDataPolicy(input: $input) {\n      id\n      description\n      fieldIds\n    }\n  }\n"): typeof import('./graphql.ts').UpdatePolicyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeletePolicy($id: ID!) {\n    deleteDataPolicy(id: $id) {\n      id\n    }\n  }\n"): typeof import('./graphql.ts').DeletePolicyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetDenied($deniedData: DeniedData!) {\n    setDeniedData(deniedData: $deniedData) {\n      deniedData\n    }\n  }\n"): typeof import('./graphql.ts').SetDeniedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Policies {\n    dataPolicies {\n      id\n      description\n      createdAt\n      createdBy\n      problem\n    }\n  }\n"): typeof import('./graphql.ts').PoliciesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Access {\n    dataAccess {\n      deniedData\n    }\n  }\n"): typeof import('./graphql.ts').AccessDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Why($input: WhyDeniedInput!) {\n    whyDenied(input: $input) {\n      allowed\n      rows\n      deniedFields {\n        name\n      }\n      reasons {\n        effect\n        text\n        policy {\n          id\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').WhyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PersonUnderPolicies($id: ID!) {\n    record(id: $id) {\n      cells\n      age: cell(field: \"Age\")\n    }\n  }\n"): typeof import('./graphql.ts').PersonUnderPoliciesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PeopleUnderPolicies($base: ID!, $search: String!) {\n    base(id: $base) {\n      table(key: \"People\") {\n        fields {\n          name\n        }\n        records(search: $search) {\n          nodes {\n            id\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').PeopleUnderPoliciesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RecordChanges($base: ID!, $table: String, $after: String) {\n    recordsChanged(baseId: $base, table: $table, after: $after) {\n      cursor\n      changesMissed\n      changes {\n        kind\n        id\n        at\n        source\n        actor {\n          id\n        }\n        changedFields {\n          name\n        }\n        record {\n          age: cell(field: \"Age\")\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RecordChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KeepWatching($base: ID!) {\n    keepWatching(baseId: $base) {\n      active\n    }\n  }\n"): typeof import('./graphql.ts').KeepWatchingDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetAge($input: UpdateRecordsInput!) {\n    updateRecords(input: $input) {\n      succeeded\n    }\n  }\n"): typeof import('./graphql.ts').SetAgeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeletePeople($input: DeleteRecordsInput!) {\n    deleteRecords(input: $input) {\n      succeeded\n    }\n  }\n"): typeof import('./graphql.ts').DeletePeopleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query People(\n    $base: ID!\n    $first: Int\n    $after: String\n    $filter: RecordFilter\n    $search: String\n    $formula: String\n    $sort: [RecordSort!]\n    $view: String\n  ) {\n    base(id: $base) {\n      table(key: \"People\") {\n        records(\n          first: $first\n          after: $after\n          filter: $filter\n          search: $search\n          formula: $formula\n          sort: $sort\n          view: $view\n        ) {\n          nodes {\n            id\n            name: cell(field: \"Name\")\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').PeopleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OneRecord($id: ID!) {\n    record(id: $id) {\n      id\n      recordId\n      createdTime\n      base {\n        name\n      }\n      table {\n        name\n      }\n      cells\n      byId: cells(keyedBy: ID)\n      age: cell(field: \"Age\")\n      linkedRecords(field: \"Team\") {\n        nodes {\n          id\n          cell(field: \"Name\")\n          linkedRecords(field: \"Members\", first: 1) {\n            nodes {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').OneRecordDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Ratio($id: ID!) {\n    record(id: $id) {\n      cells\n      ratio: cell(field: \"Ratio\")\n    }\n  }\n"): typeof import('./graphql.ts').RatioDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UnknownCell($id: ID!) {\n    record(id: $id) {\n      id\n      cell(field: \"Nothing\")\n    }\n  }\n"): typeof import('./graphql.ts').UnknownCellDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ManyRecords($ids: [ID!]!) {\n    records(ids: $ids) {\n      id\n      cell(field: \"Name\")\n    }\n  }\n"): typeof import('./graphql.ts').ManyRecordsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateOne($input: CreateRecordInput!) {\n    createRecord(input: $input) {\n      record {\n        id\n        cells\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CreateOneDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateMany($input: CreateRecordsInput!) {\n    createRecords(input: $input) {\n      results {\n        outcome\n        id\n        record {\n          cells\n        }\n        error {\n          code\n          message\n          field\n          airtableType\n        }\n      }\n      succeeded\n      failed\n    }\n  }\n"): typeof import('./graphql.ts').CreateManyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateMany($input: UpdateRecordsInput!) {\n    updateRecords(input: $input) {\n      results {\n        outcome\n        id\n        record {\n          cells\n        }\n        error {\n          code\n          field\n        }\n      }\n      succeeded\n      failed\n    }\n  }\n"): typeof import('./graphql.ts').UpdateManyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplaceMany($input: UpdateRecordsInput!) {\n    replaceRecords(input: $input) {\n      results {\n        outcome\n        record {\n          cells\n        }\n        error {\n          code\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ReplaceManyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpsertMany($input: UpsertRecordsInput!) {\n    upsertRecords(input: $input) {\n      results {\n        outcome\n        id\n        record {\n          cells\n        }\n        error {\n          code\n          field\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').UpsertManyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteMany($input: DeleteRecordsInput!) {\n    deleteRecords(input: $input) {\n      results {\n        outcome\n        id\n        error {\n          code\n        }\n      }\n      succeeded\n      failed\n    }\n  }\n"): typeof import('./graphql.ts').DeleteManyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AgesOf($ids: [ID!]!) {\n    records(ids: $ids) {\n      cell(field: \"Age\")\n    }\n  }\n"): typeof import('./graphql.ts').AgesOfDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CountByName($base: ID!, $filter: RecordFilter!) {\n    base(id: $base) {\n      table(key: \"People\") {\n        records(filter: $filter) {\n          nodes {\n            id\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CountByNameDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Schema($base: ID!) {\n    base(id: $base) {\n      id\n      name\n      permissionLevel\n      tables {\n        id\n        name\n        description\n        primaryField {\n          name\n        }\n        fields {\n          id\n          name\n          type\n          description\n          options\n        }\n        views {\n          id\n          name\n          type\n          visibleFields {\n            name\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SchemaDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FieldsOf($base: ID!, $table: String!) {\n    base(id: $base) {\n      table(key: $table) {\n        id\n        name\n        fields {\n          name\n          type\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').FieldsOfDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateBase($input: CreateBaseInput!) {\n    createBase(input: $input) {\n      id\n      name\n      permissionLevel\n      tables {\n        name\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CreateBaseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteBase($id: ID!) {\n    deleteBase(id: $id) {\n      id\n    }\n  }\n"): typeof import('./graphql.ts').DeleteBaseDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateTable($input: CreateTableInput!) {\n    createTable(input: $input) {\n      id\n      name\n      description\n      primaryField {\n        name\n        type\n      }\n      views {\n        name\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CreateTableDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateTable($input: UpdateTableInput!) {\n    updateTable(input: $input) {\n      id\n      name\n      description\n    }\n  }\n"): typeof import('./graphql.ts').UpdateTableDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateField($input: CreateFieldInput!) {\n    createField(input: $input) {\n      id\n      name\n      type\n      options\n    }\n  }\n"): typeof import('./graphql.ts').CreateFieldDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateField($input: UpdateFieldInput!) {\n    updateField(input: $input) {\n      id\n      name\n      description\n      options\n    }\n  }\n"): typeof import('./graphql.ts').UpdateFieldDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Fill($input: CreateRecordsInput!) {\n    createRecords(input: $input) {\n      succeeded\n    }\n  }\n"): typeof import('./graphql.ts').FillDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ByField($base: ID!, $table: String!, $field: String!, $filter: RecordFilter!) {\n    base(id: $base) {\n      table(key: $table) {\n        records(filter: $filter, sort: [{ field: $field }]) {\n          nodes {\n            cell(field: $field)\n            cells\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ByFieldDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConnectSmallWorkspace($token: String!) {\n    connectAirtable(input: { token: $token }) {\n      id\n    }\n  }\n"): typeof import('./graphql.ts').ConnectSmallWorkspaceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateInSmallWorkspace($input: CreateRecordsInput!) {\n    createRecords(input: $input) {\n      results {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CreateInSmallWorkspaceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GraphPartsOf($of: ID) {\n    graphParts(of: $of) {\n      id\n      kind\n      label\n      name\n      one\n      typeName\n      hidden\n      removedAt\n    }\n  }\n"): typeof import('./graphql.ts').GraphPartsOfDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenamePart($input: RenameGraphPartInput!) {\n    renameGraphPart(input: $input) {\n      id\n      name\n      one\n      typeName\n    }\n  }\n"): typeof import('./graphql.ts').RenamePartDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation HidePart($id: ID!) {\n    hideGraphPart(id: $id) {\n      hidden\n    }\n  }\n"): typeof import('./graphql.ts').HidePartDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ShowPart($id: ID!) {\n    showGraphPart(id: $id) {\n      hidden\n    }\n  }\n"): typeof import('./graphql.ts').ShowPartDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DropPart($id: ID!) {\n    dropGraphPart(id: $id) {\n      id\n    }\n  }\n"): typeof import('./graphql.ts').DropPartDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GraphSettings {\n    graphSettings {\n      breakingChanges\n    }\n  }\n"): typeof import('./graphql.ts').GraphSettingsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetBreakingChanges($policy: BreakingGraphChanges!) {\n    setBreakingGraphChanges(policy: $policy) {\n      breakingChanges\n    }\n  }\n"): typeof import('./graphql.ts').SetBreakingChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GraphChanges {\n    graphChanges(first: 5) {\n      nodes {\n        id\n        state\n        breaks {\n          path\n        }\n        decidedBy\n      }\n    }\n  }\n"): typeof import('./graphql.ts').GraphChangesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AcceptChange($id: ID!) {\n    acceptGraphChange(id: $id) {\n      state\n    }\n  }\n"): typeof import('./graphql.ts').AcceptChangeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription GraphChangeReported($after: String) {\n    graphChangeReported(after: $after) {\n      cursor\n      change {\n        id\n        state\n      }\n    }\n  }\n"): typeof import('./graphql.ts').GraphChangeReportedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TypeFields($name: String!) {\n    type: __type(name: $name) {\n      fields {\n        name\n      }\n    }\n  }\n"): typeof import('./graphql.ts').TypeFieldsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignUp($input: SignUpInput!) {\n    signUp(input: $input) {\n      email\n    }\n  }\n"): typeof import('./graphql.ts').SignUpDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation VerifyEmail($input: VerifyEmailInput!) {\n    verifyEmail(input: $input) {\n      ... on SignedIn {\n        accessToken\n        expiresAt\n        refreshToken\n        user {\n          id\n          username\n          email\n          role {\n            id\n          }\n          tenant {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').VerifyEmailDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestPasswordReset($email: String!) {\n    requestPasswordReset(email: $email) {\n      email\n    }\n  }\n"): typeof import('./graphql.ts').RequestPasswordResetDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      user {\n        username\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ResetPasswordDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      __typename\n      ... on SignedIn {\n        accessToken\n        refreshToken\n        user {\n          id\n        }\n      }\n      ... on SecondFactorRequired {\n        challenge\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SignInDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Me {\n    me {\n      id\n      username\n      tenant {\n        id\n        name\n      }\n    }\n  }\n"): typeof import('./graphql.ts').MeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConnectAirtable($token: String!) {\n    connectAirtable(input: { token: $token }) {\n      airtableUserId\n    }\n  }\n"): typeof import('./graphql.ts').ConnectAirtableDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Bases {\n    bases {\n      id\n      name\n      tables {\n        id\n        name\n      }\n    }\n  }\n"): typeof import('./graphql.ts').BasesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DealsWithCompany($base: ID!, $first: Int!, $after: String) {\n    base(id: $base) {\n      table(key: \"Deals\") {\n        records(first: $first, after: $after, sort: [{ field: \"Name\" }]) {\n          nodes {\n            id\n            cells\n            linkedRecords(field: \"Company\") {\n              nodes {\n                id\n                cell(field: \"Name\")\n              }\n            }\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').DealsWithCompanyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateRecord($input: CreateRecordInput!) {\n    createRecord(input: $input) {\n      record {\n        id\n        cells\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CreateRecordDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartRun($input: StartRunInput!) {\n    startRun(input: $input) {\n      run {\n        id\n        status\n      }\n    }\n  }\n"): typeof import('./graphql.ts').StartRunDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RunUpdated($id: ID!, $after: ID) {\n    runUpdated(id: $id, after: $after) {\n      cursor\n      kind\n      path\n      run {\n        status\n        startedBy {\n          username\n        }\n        files {\n          nodes {\n            name\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RunUpdatedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RunAcrossSubgraphs($id: ID!) {\n    run(id: $id) {\n      status\n      error {\n        code\n        message\n      }\n      steps {\n        nodes {\n          path\n          status\n          attempts\n        }\n      }\n      startedBy {\n        username\n      }\n      record {\n        cell(field: \"Name\")\n        workflowRuns {\n          nodes {\n            id\n          }\n        }\n      }\n      files {\n        nodes {\n          name\n          content\n          createdBy {\n            username\n          }\n        }\n      }\n      airtableCalls\n    }\n  }\n"): typeof import('./graphql.ts').RunAcrossSubgraphsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Usage {\n    usage {\n      operations\n      airtableCalls\n    }\n  }\n"): typeof import('./graphql.ts').UsageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RunStatus($id: ID!) {\n    run(id: $id) {\n      status\n      steps {\n        nodes {\n          path\n          status\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RunStatusDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RecordsChanged($base: ID!, $table: String, $after: String) {\n    recordsChanged(baseId: $base, table: $table, after: $after) {\n      cursor\n      changes {\n        kind\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RecordsChangedDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ChangedRecords($base: ID!, $table: String) {\n    recordsChanged(baseId: $base, table: $table) {\n      changes {\n        kind\n        record {\n          cells\n          workflowRuns(first: 1) {\n            nodes {\n              id\n            }\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ChangedRecordsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Transact($input: TransactInput!) {\n    transact(input: $input) {\n      ids\n      saga {\n        id\n        status\n      }\n    }\n  }\n"): typeof import('./graphql.ts').TransactDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SagaSteps($id: ID!) {\n    saga(id: $id) {\n      status\n      steps {\n        id\n        status\n        attempts\n        undone\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SagaStepsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RecordsByName($base: ID!, $table: String!, $prefix: String!) {\n    base(id: $base) {\n      table(key: $table) {\n        records(first: 100, filter: { field: \"Name\", startsWith: $prefix }) {\n          nodes {\n            id\n            cells\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RecordsByNameDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartTotp {\n    startTotp {\n      secret\n      uri\n    }\n  }\n"): typeof import('./graphql.ts').StartTotpDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmTotp($code: String!) {\n    confirmTotp(code: $code) {\n      codes\n    }\n  }\n"): typeof import('./graphql.ts').ConfirmTotpDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenewRecoveryCodes {\n    renewRecoveryCodes {\n      codes\n    }\n  }\n"): typeof import('./graphql.ts').RenewRecoveryCodesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DisableTotp {\n    disableTotp {\n      user {\n        hasSecondFactor\n      }\n    }\n  }\n"): typeof import('./graphql.ts').DisableTotpDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CompleteSignIn($input: CompleteSignInInput!) {\n    completeSignIn(input: $input) {\n      accessToken\n      user {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CompleteSignInDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnSecondFactor {\n    me {\n      id\n      hasSecondFactor\n    }\n  }\n"): typeof import('./graphql.ts').OwnSecondFactorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SignInProviders {\n    signInProviders {\n      name\n      label\n    }\n  }\n"): typeof import('./graphql.ts').SignInProvidersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartExternalSignIn($input: StartExternalSignInInput!) {\n    startExternalSignIn(input: $input) {\n      authorizationUrl\n      state\n      binding\n      expiresAt\n    }\n  }\n"): typeof import('./graphql.ts').StartExternalSignInDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FinishExternalSignIn($input: FinishExternalSignInInput!) {\n    finishExternalSignIn(input: $input) {\n      ... on SignedIn {\n        accessToken\n        user {\n          id\n          email\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').FinishExternalSignInDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ExternalIdentities {\n    externalIdentities {\n      id\n      provider\n      email\n      createdAt\n    }\n  }\n"): typeof import('./graphql.ts').ExternalIdentitiesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveExternalIdentity($id: ID!) {\n    removeExternalIdentity(id: $id) {\n      user {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RemoveExternalIdentityDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshSession($refreshToken: String) {\n    refreshSession(refreshToken: $refreshToken) {\n      accessToken\n      expiresAt\n      refreshToken\n      refreshTokenExpiresAt\n      user {\n        id\n        tenant {\n          id\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RefreshSessionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SwitchTenant($tenantId: ID!) {\n    switchTenant(tenantId: $tenantId) {\n      accessToken\n      refreshToken\n      user {\n        tenant {\n          id\n        }\n        role {\n          id\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SwitchTenantDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmIdentity($input: ConfirmIdentityInput!) {\n    confirmIdentity(input: $input) {\n      accessToken\n      refreshToken\n      expiresAt\n    }\n  }\n"): typeof import('./graphql.ts').ConfirmIdentityDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOut {\n    signOut {\n      sessionsEnded\n    }\n  }\n"): typeof import('./graphql.ts').SignOutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOutEverywhere {\n    signOutEverywhere {\n      sessionsEnded\n    }\n  }\n"): typeof import('./graphql.ts').SignOutEverywhereDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndSession($id: ID!) {\n    endSession(id: $id) {\n      sessionsEnded\n    }\n  }\n"): typeof import('./graphql.ts').EndSessionDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Sessions {\n    sessions {\n      id\n      isCurrent\n      userAgent\n      address\n      createdAt\n      lastUsedAt\n      expiresAt\n    }\n  }\n"): typeof import('./graphql.ts').SessionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnAccess {\n    access {\n      kind\n      scopes\n      apiKeyId\n      tenant {\n        id\n        name\n      }\n      role {\n        id\n        name\n        description\n        isBuiltIn\n        scopes\n      }\n    }\n  }\n"): typeof import('./graphql.ts').OwnAccessDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnTenants {\n    tenants {\n      joinedAt\n      tenant {\n        id\n        name\n      }\n      role {\n        id\n        scopes\n      }\n    }\n  }\n"): typeof import('./graphql.ts').OwnTenantsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NestedDeals($base: ID!) {\n    base(id: $base) {\n      table(key: \"Deals\") {\n        records(first: 100) {\n          nodes {\n            company: linkedRecords(field: \"Company\", first: 1) {\n              nodes {\n                id\n              }\n            }\n            contacts: linkedRecords(field: \"Contacts\", first: 10) {\n              nodes {\n                id\n                company: linkedRecords(field: \"Company\", first: 1) {\n                  nodes {\n                    id\n                    cell(field: \"Name\")\n                  }\n                }\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').NestedDealsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Tenants {\n    tenants {\n      tenant {\n        id\n        name\n      }\n      role {\n        id\n        name\n        scopes\n      }\n      joinedAt\n    }\n  }\n"): typeof import('./graphql.ts').TenantsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Members($first: Int!, $after: String) {\n    members(first: $first, after: $after) {\n      nodes {\n        id\n        username\n        email\n        role {\n          id\n          name\n          description\n          scopes\n          isBuiltIn\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.ts').MembersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Roles {\n    roles {\n      id\n      name\n      description\n      scopes\n      isBuiltIn\n    }\n  }\n"): typeof import('./graphql.ts').RolesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Invitations {\n    invitations {\n      id\n      email\n      role {\n        id\n      }\n      invitedBy {\n        id\n      }\n      createdAt\n      expiresAt\n    }\n  }\n"): typeof import('./graphql.ts').InvitationsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateTenant($name: String!) {\n    createTenant(name: $name) {\n      tenant {\n        id\n        name\n      }\n      role {\n        id\n      }\n      joinedAt\n    }\n  }\n"): typeof import('./graphql.ts').CreateTenantDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenameTenant($name: String!) {\n    renameTenant(name: $name) {\n      id\n      name\n    }\n  }\n"): typeof import('./graphql.ts').RenameTenantDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LeaveTenant {\n    leaveTenant {\n      tenantId\n    }\n  }\n"): typeof import('./graphql.ts').LeaveTenantDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InviteMember($email: String!, $roleId: ID!) {\n    inviteMember(input: { email: $email, roleId: $roleId }) {\n      id\n      email\n      role {\n        id\n        name\n      }\n      invitedBy {\n        id\n        username\n      }\n      createdAt\n      expiresAt\n    }\n  }\n"): typeof import('./graphql.ts').InviteMemberDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeInvitation($id: ID!) {\n    revokeInvitation(id: $id) {\n      id\n      email\n    }\n  }\n"): typeof import('./graphql.ts').RevokeInvitationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AcceptInvitation($token: String!) {\n    acceptInvitation(token: $token) {\n      tenant {\n        id\n        name\n      }\n      role {\n        id\n      }\n      joinedAt\n    }\n  }\n"): typeof import('./graphql.ts').AcceptInvitationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeMemberRole($userId: ID!, $roleId: ID!) {\n    changeMemberRole(input: { userId: $userId, roleId: $roleId }) {\n      id\n      role {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ChangeMemberRoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemoveMember($userId: ID!) {\n    removeMember(userId: $userId) {\n      userId\n    }\n  }\n"): typeof import('./graphql.ts').RemoveMemberDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TransferOwnership($userId: ID!) {\n    transferOwnership(userId: $userId) {\n      id\n      role {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.ts').TransferOwnershipDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateRole($input: CreateRoleInput!) {\n    createRole(input: $input) {\n      id\n      name\n      description\n      scopes\n      isBuiltIn\n    }\n  }\n"): typeof import('./graphql.ts').CreateRoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateRole($input: UpdateRoleInput!) {\n    updateRole(input: $input) {\n      id\n      name\n      description\n      scopes\n    }\n  }\n"): typeof import('./graphql.ts').UpdateRoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteRole($id: ID!) {\n    deleteRole(id: $id) {\n      id\n    }\n  }\n"): typeof import('./graphql.ts').DeleteRoleDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ApiKeys {\n    apiKeys {\n      id\n      name\n      prefix\n      scopes\n      createdBy {\n        id\n      }\n      createdAt\n      expiresAt\n      lastUsedAt\n      formerSecretExpiresAt\n      revokedAt\n    }\n  }\n"): typeof import('./graphql.ts').ApiKeysDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateApiKey($input: CreateApiKeyInput!) {\n    createApiKey(input: $input) {\n      secret\n      apiKey {\n        id\n        name\n        prefix\n        scopes\n        createdBy {\n          id\n        }\n        expiresAt\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CreateApiKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RotateApiKey($id: ID!, $overlapHours: Int!) {\n    rotateApiKey(input: { id: $id, overlapHours: $overlapHours }) {\n      secret\n      apiKey {\n        id\n        prefix\n        formerSecretExpiresAt\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RotateApiKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(id: $id) {\n      id\n      revokedAt\n    }\n  }\n"): typeof import('./graphql.ts').RevokeApiKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditLog($first: Int!, $after: String, $filter: AuditFilter) {\n    auditLog(first: $first, after: $after, filter: $filter) {\n      nodes {\n        sequence\n        at\n        action\n        user {\n          id\n          username\n        }\n        userId\n        apiKeyId\n        runId\n        address\n        userAgent\n        targetKind\n        targetId\n        result\n        details\n        requestId\n        hash\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.ts').AuditLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query VerifyAuditLog($expectedHead: AuditHeadInput) {\n    verifyAuditLog(expectedHead: $expectedHead) {\n      isIntact\n      entries\n      head {\n        sequence\n        hash\n      }\n      firstBroken\n      problem\n    }\n  }\n"): typeof import('./graphql.ts').VerifyAuditLogDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateFile($input: CreateFileInput!) {\n    createFile(input: $input) {\n      file {\n        id\n        name\n        createdBy {\n          id\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CreateFileDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
